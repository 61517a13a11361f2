package io.cowhand.journal;

import java.util.Arrays;
import java.util.Optional;

/**
 * What came of an intent.
 *
 * @param number the intent's
 * @param size bytes of the file afterwards
 * @param mtime the file's, in nanoseconds since 1970; {@link #UNKNOWN} where it was not looked at right after the write
 */
public record Outcome(long number, Kind kind, long size, long mtime) {

    /** An mtime that no file has. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** An outcome of which size and mtime say nothing. */
    public static Outcome of(long number, Kind kind) {
        return new Outcome(number, kind, 0, UNKNOWN);
    }

    /** What can come of an intent. */
    public enum Kind {
        /** The new sectors are on the disk. */
        WRITTEN('w'),
        /** Nothing was written, and nothing will be. */
        NOT_WRITTEN('n'),
        /** The sectors were torn, and the old ones have been put back. */
        PUT_BACK('b'),
        /** Somebody else wrote since; the image was left as it is. */
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

        /** Whether nothing is left to be found out. */
        public boolean isFinal() {
            return this != CONFLICT;
        }
    }
}
