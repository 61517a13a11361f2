package io.cowhand.journal;

import java.util.Arrays;
import java.util.Optional;

/** The last outcome of each intent, stored compactly: a run may have a million intents. */
final class OutcomeTable {

    /** The numbers of an outcome: size, mtime, ctime and mount. */
    private static final int NUMBERS = 4;

    private byte[] kinds = new byte[0];
    private long[] numbers = new long[0];

    /** Adds an outcome, which replaces an earlier one of the same intent. */
    void add(Outcome outcome) {
        int at = Math.toIntExact(outcome.number());
        if (at >= kinds.length) {
            int length = Math.max(64, Math.max(at + 1, kinds.length + kinds.length / 2));
            kinds = Arrays.copyOf(kinds, length);
            numbers = Arrays.copyOf(numbers, NUMBERS * length);
        }
        kinds[at] = (byte) outcome.kind().code();
        numbers[NUMBERS * at] = outcome.size();
        numbers[NUMBERS * at + 1] = outcome.mtime();
        numbers[NUMBERS * at + 2] = outcome.ctime();
        numbers[NUMBERS * at + 3] = outcome.mount();
    }

    /** Returns the outcome of an intent; nothing if none was recorded. */
    Optional<Outcome> of(long number) {
        int at = (int) number;
        return number >= kinds.length
                ? Optional.empty()
                : Outcome.Kind.of(kinds[at])
                        .map(kind -> new Outcome(
                                number,
                                kind,
                                numbers[NUMBERS * at],
                                numbers[NUMBERS * at + 1],
                                numbers[NUMBERS * at + 2],
                                numbers[NUMBERS * at + 3]));
    }
}
