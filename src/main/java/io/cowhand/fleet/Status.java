package io.cowhand.fleet;

import java.util.Locale;

/** The status of an image after a command. */
public enum Status {
    /** A dry run found changes. */
    WOULD_CHANGE(Weight.FINE),
    /** The new header is written. */
    CHANGED(Weight.FINE),
    /** The image already is as the recipe describes it. */
    UNCHANGED(Weight.FINE),
    /** The recipe does not apply to this image. */
    SKIPPED(Weight.FINE),
    /** A rule or an operation forbids the change. */
    REFUSED(Weight.FAILURE),
    /** No such file, no permission, or no header that can be read. */
    UNREADABLE(Weight.FAILURE),
    /** Another program has the image open. */
    LOCKED(Weight.TRY_LATER),
    /** The image changed between plan and write. */
    STALE(Weight.TRY_LATER),
    /** An I/O error, or a bug. */
    FAILED(Weight.FAILURE),
    /** The header from before a run is restored. */
    RESTORED(Weight.FINE),
    /** A dry run found that the header from before a run would be restored. */
    WOULD_RESTORE(Weight.FINE),
    /** The header from before a run must not be restored, or is not known to be right; the operator must decide. */
    CONFLICT(Weight.FAILURE),
    /** The interrupted run had not begun to write the image. */
    NOT_BEGUN(Weight.FINE),
    /** The interrupted run had written the image completely. */
    DONE(Weight.FINE),
    /** Another program wrote the header since the run was interrupted. */
    CHANGED_SINCE(Weight.FINE),
    /** The state of the image cannot be determined now. */
    UNRESOLVED(Weight.TRY_LATER),
    /** The run ended before this image was begun. */
    NOT_RUN(Weight.FINE);

    /** What a status means for the run's exit code. */
    public enum Weight {
        /** Nothing is wrong. */
        FINE,
        /** Running the command again later may help. */
        TRY_LATER,
        /** The operator must act. */
        FAILURE
    }

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Weight weight;

    Status(Weight weight) {
        this.weight = weight;
    }

    /** Returns what this status means for the run's exit code. */
    public Weight weight() {
        return weight;
    }

    /** Returns whether a summary lists this status even if no image has it. */
    public boolean isUsual(boolean dryRun) {
        return switch (this) {
            case UNCHANGED, SKIPPED, REFUSED, UNREADABLE, FAILED -> true;
            case WOULD_CHANGE -> dryRun;
            case CHANGED, LOCKED, STALE, NOT_RUN -> !dryRun;
            case RESTORED, WOULD_RESTORE, NOT_BEGUN, DONE, CHANGED_SINCE, CONFLICT, UNRESOLVED -> false;
        };
    }

    /** Returns the name in every output: lower case, with hyphens between words. */
    public String label() {
        return label;
    }
}
