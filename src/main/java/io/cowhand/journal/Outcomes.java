package io.cowhand.journal;

import java.util.Arrays;
import java.util.Optional;

/** The last outcome of each intent, in little memory: a run may have a million of them. */
final class Outcomes {

    private byte[] kinds = new byte[0];
    private long[] sizes = new long[0];
    private long[] mtimes = new long[0];

    /** Takes an outcome; it counts instead of an earlier one. */
    void add(Outcome outcome) {
        int at = Math.toIntExact(outcome.number());
        if (at >= kinds.length) {
            int length = Math.max(64, Math.max(at + 1, kinds.length + kinds.length / 2));
            kinds = Arrays.copyOf(kinds, length);
            sizes = Arrays.copyOf(sizes, length);
            mtimes = Arrays.copyOf(mtimes, length);
        }
        kinds[at] = (byte) outcome.kind().code();
        sizes[at] = outcome.size();
        mtimes[at] = outcome.mtime();
    }

    /** What came of an intent; nothing where nobody knows. */
    Optional<Outcome> of(long number) {
        return number >= kinds.length
                ? Optional.empty()
                : Outcome.Kind.of(kinds[(int) number])
                        .map(kind -> new Outcome(number, kind, sizes[(int) number], mtimes[(int) number]));
    }
}
