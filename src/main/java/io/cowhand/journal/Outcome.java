package io.cowhand.journal;

import io.cowhand.os.ExtendedStatus;
import java.util.Arrays;
import java.util.Optional;

/**
 * The outcome of an intent.
 *
 * @param number the number of the intent
 * @param size the length of the file in bytes after the write
 * @param mtime the modification time of the file after the write, in nanoseconds since 1970; {@link #UNKNOWN} if it
 *     proves nothing
 * @param ctime the change time of the file after the write, likewise
 * @param mount the mount through which the file was written, as in {@link ExtendedStatus#mount}
 */
public record Outcome(long number, Kind kind, long size, long mtime, long ctime, long mount) {

    /** An mtime that no file has. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** Returns an outcome without size and times. */
    public static Outcome of(long number, Kind kind) {
        return new Outcome(number, kind, 0, UNKNOWN, UNKNOWN, 0);
    }

    /** Returns the outcome of a successful write, with the status of the file after it. */
    public static Outcome written(long number, ExtendedStatus status) {
        return new Outcome(number, Kind.WRITTEN, status.file().size(), status.mtime(), status.ctime(), status.mount());
    }

    /** The kinds of outcomes. */
    public enum Kind {
        /** The new sectors are on the disk. */
        WRITTEN('w'),
        /** Nothing was written, or the old sectors were restored immediately. */
        NOT_WRITTEN('n'),
        /** The header was half-written, and recovery restored the old sectors. */
        RESTORED('b'),
        /** Another program wrote the header since. */
        CHANGED_SINCE('s'),
        /**
         * The header is marked as half-written, but differs from what the run can have left; the image was left as it
         * is.
         */
        CONFLICT('c'),
        /** The user gave up on the image with {@code recover --forget}. */
        FORGOTTEN('f');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        int code() {
            return letter;
        }

        static Optional<Kind> of(int code) {
            return Arrays.stream(values()).filter(kind -> kind.letter == code).findFirst();
        }

        /** Returns whether the image is resolved. */
        public boolean isFinal() {
            return this != CONFLICT;
        }
    }
}
