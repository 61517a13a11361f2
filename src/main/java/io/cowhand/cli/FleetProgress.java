package io.cowhand.cli;

import java.util.function.Supplier;

/** The progress of a plan or an apply: of planning ahead, if the whole fleet is planned first, and then of the images. */
final class FleetProgress {

    private final Supplier<Progress> planning;
    private final Supplier<Progress> work;
    private Progress current;
    private boolean plansAhead;

    /** Creates the progress of a run that begins now. */
    FleetProgress(Supplier<Progress> planning, Supplier<Progress> work) {
        this.planning = planning;
        this.work = work;
        this.current = work.get();
    }

    /** Counts one more image as planned ahead. */
    void planned() {
        if (!plansAhead) {
            plansAhead = true;
            current = planning.get();
        }
        current.step();
    }

    /** Counts one more image as done. */
    void step() {
        if (plansAhead) {
            plansAhead = false;
            current = work.get();
        }
        current.step();
    }
}
