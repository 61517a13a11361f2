package io.cowhand.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Formats numbers of bytes for people. */
public final class ByteCount {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
    /** Each unit is 2 to this power of the one before. */
    private static final int BITS = 10;

    private ByteCount() {}

    /** Returns a number of bytes in the largest unit that it reaches, with one decimal unless it is whole: {@code 64 KiB}, {@code 192.3 KiB}. */
    public static String of(long unsigned) {
        return of(new BigInteger(Long.toUnsignedString(unsigned)));
    }

    /** Returns a number of bytes that may have more than 64 bits, such as a sum, in the largest unit that it reaches. */
    public static String of(BigInteger bytes) {
        int unit = Math.min(Math.max(0, bytes.bitLength() - 1) / BITS, UNITS.length - 1);
        int shift = unit * BITS;
        boolean whole = bytes.signum() == 0 || bytes.getLowestSetBit() >= shift;
        Object number = whole
                ? bytes.shiftRight(shift)
                : new BigDecimal(bytes)
                        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)), 1, RoundingMode.HALF_UP);
        return number + " " + UNITS[unit];
    }

    /** Returns a number in bytes, followed by a larger unit from 1 KiB on: {@code 65536 bytes (64 KiB)}. */
    public static String inFull(long unsigned) {
        String bytes = Long.toUnsignedString(unsigned) + " bytes";
        return Long.compareUnsigned(unsigned, 1024) < 0 ? bytes : bytes + " (" + of(unsigned) + ")";
    }
}
