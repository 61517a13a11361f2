package io.cowhand.journal;

import java.util.Arrays;
import java.util.Optional;

/**
 * What came of an intent.
 *
 * @param number the intent's
 * @param size bytes of the file afterwards
 * @param mtime the file's, in nanoseconds since 1970
 */
public record Outcome(long number, Kind kind, long size, long mtime) {

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
