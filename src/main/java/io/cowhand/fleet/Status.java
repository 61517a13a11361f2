package io.cowhand.fleet;

import java.util.Locale;

/** What became of an image. */
public enum Status {
    /** A dry run found changes. */
    WOULD_CHANGE(Weight.FINE),
    /** The new header is written. */
    CHANGED(Weight.FINE),
    /** The image already was as the recipe wants it. */
    UNCHANGED(Weight.FINE),
    /** The recipe does not ask for this image. */
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
    /** The header from before a run is there again. */
    RESTORED(Weight.FINE),
    /** A dry run would put the header from before a run back. */
    WOULD_RESTORE(Weight.FINE),
    /** The header from before must not go back, or is not known to be right: somebody has to look. */
    CONFLICT(Weight.FAILURE),
    /** The run that was cut off had not begun to write the image. */
    NOT_BEGUN(Weight.FINE),
    /** The run that was cut off had written the image whole. */
    DONE(Weight.FINE),
    /** Another program wrote the header since the run was cut off. */
    CHANGED_SINCE(Weight.FINE),
    /** What became of the image cannot be found out now. */
    UNRESOLVED(Weight.TRY_LATER),
    /** The run ended before. */
    NOT_RUN(Weight.FINE);

    /** What a status means for the run's exit code. */
    public enum Weight {
        /** Nothing is wrong. */
        FINE,
        /** Running again later may help. */
        TRY_LATER,
        /** Somebody has to look. */
        FAILURE
    }

    private final Weight weight;

    Status(Weight weight) {
        this.weight = weight;
    }

    /** What it means for the run's exit code. */
    public Weight weight() {
        return weight;
    }

    /** Whether a summary names this status even where no image came to it, in a dry run or else in one that writes. */
    public boolean isUsual(boolean dryRun) {
        return switch (this) {
            case UNCHANGED, SKIPPED, REFUSED, UNREADABLE, FAILED -> true;
            case WOULD_CHANGE -> dryRun;
            case CHANGED, LOCKED, STALE, NOT_RUN -> !dryRun;
            case RESTORED, WOULD_RESTORE, NOT_BEGUN, DONE, CHANGED_SINCE, CONFLICT, UNRESOLVED -> false;
        };
    }

    /** The name in every output: lower case, words joined by hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
