package io.cowhand.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Formats numbers of bytes for people. */
final class ByteCount {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);

    private ByteCount() {}

    /** Returns a number of bytes in the largest unit that it reaches, with one decimal unless it is whole: {@code 64 KiB}, {@code 192.3 KiB}. */
    static String of(long unsigned) {
        return of(new BigInteger(Long.toUnsignedString(unsigned)));
    }

    /** Returns a number of bytes that may have more than 64 bits, such as a sum, in the largest unit that it reaches. */
    static String of(BigInteger bytes) {
        BigDecimal rest = new BigDecimal(bytes);
        int unit = 0;
        while (rest.compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
            rest = rest.divide(STEP);
            unit++;
        }
        boolean whole = rest.stripTrailingZeros().scale() <= 0;
        return rest.setScale(whole ? 0 : 1, RoundingMode.HALF_UP) + " " + UNITS[unit];
    }

    /** Returns a number in bytes, followed by a larger unit from 1 KiB on: {@code 65536 bytes (64 KiB)}. */
    static String inFull(long unsigned) {
        String bytes = Long.toUnsignedString(unsigned) + " bytes";
        return Long.compareUnsigned(unsigned, 1024) < 0 ? bytes : bytes + " (" + of(unsigned) + ")";
    }
}
