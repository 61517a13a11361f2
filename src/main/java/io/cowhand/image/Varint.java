package io.cowhand.image;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers in as few bytes as they need: seven bits in each, the low ones first, and a bit that says that more follow. */
final class Varint {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private Varint() {}

    /** Writes a number of 64 bits without a sign, one byte for those below 128. */
    static void write(DataOutput out, long number) throws IOException {
        long left = number;
        while (left >>> BITS != 0) {
            out.writeByte((int) left | MORE);
            left >>>= BITS;
        }
        out.writeByte((int) left);
    }

    /** Reads such a number. */
    static long read(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; ; shift += BITS) {
            int unit = in.readUnsignedByte();
            number |= (long) (unit & MORE - 1) << shift;
            if (unit < MORE) {
                return number;
            }
        }
    }

    /** Writes a number with a sign, one byte for those from -64 to 63. */
    static void writeSigned(DataOutput out, long number) throws IOException {
        write(out, number << 1 ^ number >> Long.SIZE - 1);
    }

    /** Reads such a number. */
    static long readSigned(DataInput in) throws IOException {
        long number = read(in);
        return number >>> 1 ^ -(number & 1);
    }
}
