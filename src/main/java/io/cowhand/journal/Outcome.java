package io.cowhand.journal;

import io.cowhand.os.ExtendedStatus;
import java.util.Arrays;
import java.util.Optional;

/**
 * What came of an intent.
 *
 * @param number the intent's
 * @param size bytes of the file afterwards
 * @param mtime the file's, in nanoseconds since 1970; {@link #UNKNOWN} where it was not looked at right after the write
 * @param ctime the file's, likewise
 * @param mount the mount that the file was written through, as {@link ExtendedStatus#mount} has it
 */
public record Outcome(long number, Kind kind, long size, long mtime, long ctime, long mount) {

    /** An mtime that no file has. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** Returns an outcome of which size and times say nothing. */
    public static Outcome of(long number, Kind kind) {
        return new Outcome(number, kind, 0, UNKNOWN, UNKNOWN, 0);
    }

    /** Returns the outcome that the new sectors are on the disk, with what the system says of the file then. */
    public static Outcome written(long number, ExtendedStatus status) {
        return new Outcome(number, Kind.WRITTEN, status.file().size(), status.mtime(), status.ctime(), status.mount());
    }

    /** What can come of an intent. */
    public enum Kind {
        /** The new sectors are on the disk. */
        WRITTEN('w'),
        /** Nothing was written, or what was is taken back, and nothing will be. */
        NOT_WRITTEN('n'),
        /** The header was half written, and the old sectors have been put back. */
        RESTORED('b'),
        /** Another program wrote a header of its own since. */
        CHANGED_SINCE('s'),
        /** The header is marked as half written, but not as the run left it; the image was left as it is. */
        CONFLICT('c'),
        /** Somebody decided that it does not matter any more. */
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

        /** Returns whether nothing is left to be found out. */
        public boolean isFinal() {
            return this != CONFLICT;
        }
    }
}
