package io.cowhand.planfile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Compression of plans: gzip (RFC 1952), one member with the shortest header. */
final class PlanCompression {

    /** What the names of compressed plans end in. */
    static final String SUFFIX = ".gz";

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int TRAILER = 8;
    /** Magic, deflate, no flags, no time, no extra flags; the last byte names the system and differs between JDKs. */
    private static final byte[] HEADER = {FIRST, (byte) SECOND, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0};

    private PlanCompression() {}

    /** Returns whether a file with these first bytes is compressed. */
    static boolean isCompressed(byte[] start) {
        return start.length >= 2 && start[0] == HEADER[0] && start[1] == HEADER[1];
    }

    /** A compressed stream. */
    static final class Compressed extends GZIPOutputStream {
        private Compressed(OutputStream out) throws IOException {
            super(out, 1 << 16);
            // A better compression takes longer than planning.
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    static Compressed compress(OutputStream out) throws IOException {
        return new Compressed(out);
    }

    /**
     * Returns the decompressed bytes of a file, or the file's own if it is not compressed.
     *
     * @param size the size of the file
     */
    static InputStream decompress(InputStream file, long size) throws IOException, PlanFormatException {
        PushbackInputStream in = new PushbackInputStream(file, HEADER.length + 1);
        byte[] start = in.readNBytes(HEADER.length + 1);
        in.unread(start);
        if (!isCompressed(start)) {
            return in;
        }
        int system = start.length > HEADER.length ? start[HEADER.length] & 0xff : -1;
        if (!Arrays.equals(start, 0, Math.min(start.length, HEADER.length), HEADER, 0, HEADER.length)
                || system != 0 && system != 0xff) {
            throw new PlanFormatException("its gzip header is not the one that Cowhand writes;"
                    + " if another program compressed it, decompress it with gunzip first");
        }
        return new Decompressed(in, size);
    }

    /** Ends where the only member ends, which must be the end of the file. */
    private static final class Decompressed extends GZIPInputStream {
        private final long size;

        Decompressed(InputStream in, long size) throws IOException {
            super(in, 1 << 16);
            this.size = size;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = super.read(buffer, offset, length);
                if (read < 0 && HEADER.length + 1 + inf.getBytesRead() + TRAILER != size) {
                    throw new ZipException("something follows its compressed data");
                }
                return read;
            } catch (EOFException cut) {
                throw new ZipException("it is incomplete: its compressed data ends too early");
            }
        }
    }
}
