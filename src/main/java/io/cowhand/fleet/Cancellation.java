package io.cowhand.fleet;

import java.util.ArrayList;
import java.util.List;

/** Stops a run from another thread: no further image is begun, and those in flight are finished. */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** A token that nothing has cancelled yet. */
    public Cancellation() {}

    /** Cancels all runs that the token was passed to, also later ones. */
    public void cancel() {
        List<Runnable> waiting;
        synchronized (this) {
            cancelled = true;
            waiting = List.copyOf(actions);
        }
        waiting.forEach(Runnable::run);
    }

    /** Runs an action on cancellation; now, if that has happened. */
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
