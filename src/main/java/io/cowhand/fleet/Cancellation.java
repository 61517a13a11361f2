package io.cowhand.fleet;

import java.util.ArrayList;
import java.util.List;

/** Stops a run from another thread: no further image is begun, and those in flight are finished. */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Creates a token that is not cancelled. */
    public Cancellation() {}

    /** Cancels all runs that this token was passed to, and those that it will be passed to. */
    public void cancel() {
        List<Runnable> waiting;
        synchronized (this) {
            cancelled = true;
            waiting = List.copyOf(actions);
        }
        waiting.forEach(Runnable::run);
    }

    /** Registers an action to run on cancellation; runs it immediately if this token is already cancelled. */
    public void onCancel(Runnable action) {
        boolean isLate;
        synchronized (this) {
            isLate = cancelled;
            actions.add(action);
        }
        if (isLate) {
            action.run();
        }
    }
}
