package io.cowhand.image;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Variable-length integers: seven bits per byte, low bits first, and a high bit that is set if more bytes follow
 * (LEB128).
 */
final class Varint {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private Varint() {}

    /** Writes an unsigned number of 64 bits; numbers below 128 take one byte. */
    static void write(DataOutput out, long number) throws IOException {
        long left = number;
        while (left >>> BITS != 0) {
            out.writeByte((int) left | MORE);
            left >>>= BITS;
        }
        out.writeByte((int) left);
    }

    /** Reads an unsigned number. */
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

    /** Writes a signed number (zigzag); numbers from -64 to 63 take one byte. */
    static void writeSigned(DataOutput out, long number) throws IOException {
        write(out, number << 1 ^ number >> Long.SIZE - 1);
    }

    /** Reads a signed number. */
    static long readSigned(DataInput in) throws IOException {
        long number = read(in);
        return number >>> 1 ^ -(number & 1);
    }
}
