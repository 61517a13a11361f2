package io.cowhand.apply;

import io.cowhand.problem.Problem;

/** The outcome of writing one image. */
public sealed interface WriteOutcome {

    /** The new bytes are on the disk. */
    record Applied() implements WriteOutcome {}

    /** The image already held the new bytes; nothing was written. */
    record Unchanged() implements WriteOutcome {}

    /** The new bytes may not be on the disk; the problem says why. */
    sealed interface NotWritten extends WriteOutcome {
        /** Returns what went wrong. */
        Problem problem();
    }

    /** The file or its window is not the one that was planned; nothing was written. */
    record Stale(Problem problem) implements NotWritten {}

    /** Another program has the image open; nothing was written. */
    record Locked(Problem problem) implements NotWritten {}

    /** The file cannot be opened; nothing was written. */
    record Unreadable(Problem problem) implements NotWritten {}

    /** An I/O error; the problem says what the image holds. */
    record Failed(Problem problem) implements NotWritten {}
}
