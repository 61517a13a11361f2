package io.cowhand.report.html;

import io.cowhand.report.ByteCount;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Counts numbers of bytes in ranges between powers of two. */
final class Histogram {

    private final int first;
    private final int step;
    private final Map<Integer, Long> ranges = new TreeMap<>();

    /**
     * Creates a count of nothing.
     *
     * @param first the power of two at which the first range ends
     * @param step the powers of two in each further range
     */
    Histogram(int first, int step) {
        this.first = first;
        this.step = step;
    }

    /** Counts an unsigned number. */
    void add(long unsigned) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(unsigned);
        int range = bits <= first ? first : first + (bits - first + step - 1) / step * step;
        ranges.merge(range, 1L, Long::sum);
    }

    /** Returns the ranges that hold numbers, in ascending order, as a table with bars. */
    Bars bars(String caption, String heading) {
        Bars bars = new Bars(caption, heading);
        ranges.forEach((end, images) -> bars.add(words(end), images, "plain"));
        return bars;
    }

    private String words(int end) {
        return end == first ? "less than " + power(end) : power(end - step) + " to " + power(end);
    }

    private static String power(int bits) {
        return ByteCount.of(BigInteger.ONE.shiftLeft(bits));
    }
}
