package io.cowhand.cli;

import io.cowhand.run.RunSummary;
import io.cowhand.run.Status;

/** What the program exits with; those above 63 are those of sysexits.h. */
enum ExitCode {
    DONE(0),
    /** At least one image failed, was refused or unreadable. */
    IMAGES_FAILED(1),
    /** The plan has changes, and {@code --detailed-exitcode} asks. */
    HAS_CHANGES(2),
    /** Nothing worse than locked or stale images. */
    TRY_LATER(4),
    USAGE(64),
    /** The recipe is not valid, or matches nothing. */
    INVALID_RECIPE(65),
    UNREADABLE_RECIPE(66),
    BUG(70),
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The code of a run that was not interrupted. */
    static ExitCode of(RunSummary summary, boolean detailed) {
        if (summary.has(Status.Weight.FAILURE)) {
            return IMAGES_FAILED;
        }
        if (summary.has(Status.Weight.TRY_LATER)) {
            return TRY_LATER;
        }
        boolean changes = summary.count(Status.WOULD_CHANGE) + summary.count(Status.CHANGED) > 0;
        return detailed && changes ? HAS_CHANGES : DONE;
    }
}
