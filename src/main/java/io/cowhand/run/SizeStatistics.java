package io.cowhand.run;

import java.math.BigInteger;

/** The sum of sizes, which may exceed 64 bits, and the largest one. */
public final class SizeStatistics {

    private BigInteger total = BigInteger.ZERO;
    private long largest;
    private String largestImage = "";

    void add(long unsigned, String image) {
        total = total.add(new BigInteger(Long.toUnsignedString(unsigned)));
        if (largestImage.isEmpty() || Long.compareUnsigned(unsigned, largest) > 0) {
            largest = unsigned;
            largestImage = image;
        }
    }

    /** Returns the sum in bytes. */
    public BigInteger total() {
        return total;
    }

    /** Returns the largest size in bytes, an unsigned number. */
    public long largest() {
        return largest;
    }

    /** Returns the first image of that size, not escaped; {@code ""} if there is no image. */
    public String largestImage() {
        return largestImage;
    }
}
