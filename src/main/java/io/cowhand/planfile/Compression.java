package io.cowhand.planfile;

import io.cowhand.json.MalformedJsonException;
import io.cowhand.os.FileStatus;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Compression of saved files: gzip (RFC 1952). Plans are one member with the shortest header, so that no byte of it can be
 * changed unnoticed; results may be compressed by any program.
 */
final class Compression {

    /** What the names of compressed plans end in. */
    static final String SUFFIX = ".gz";

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int TRAILER = 8;
    private static final int BUFFER = 1 << 16;
    /** Magic, deflate, no flags, no time, no extra flags; the last byte names the system and differs between JDKs. */
    private static final byte[] HEADER = {FIRST, (byte) SECOND, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0};

    private Compression() {}

    /** Returns whether a file that begins with these bytes is compressed. */
    static boolean isCompressed(byte[] start) {
        return start.length >= 2 && start[0] == HEADER[0] && start[1] == HEADER[1];
    }

    /** A compressed stream. */
    static final class Compressed extends GZIPOutputStream {
        private Compressed(OutputStream out) throws IOException {
            super(out, BUFFER);
            // A better compression takes longer than planning.
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    static Compressed compress(OutputStream out) throws IOException {
        return new Compressed(out);
    }

    /**
     * Opens a file to read its decompressed bytes, or its own if it is not compressed.
     *
     * @throws IOException if it cannot be read, or is not a regular file
     */
    static InputStream open(Path file) throws IOException {
        FileStatus.ofRegular(file);
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), HEADER.length + 1);
        try {
            return isCompressed(start(in)) ? new GZIPInputStream(in, BUFFER) : in;
        } catch (IOException error) {
            in.close();
            throw error instanceof ZipException || error instanceof EOFException
                    ? new MalformedJsonException("its compressed data is damaged")
                    : error;
        }
    }

    private static byte[] start(PushbackInputStream in) throws IOException {
        byte[] start = in.readNBytes(HEADER.length + 1);
        in.unread(start);
        return start;
    }

    /**
     * Returns the decompressed bytes of a plan, or the file's own if it is not compressed.
     *
     * @param size the size of the file
     */
    static InputStream decompressPlan(InputStream file, long size) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, HEADER.length + 1);
        byte[] start = start(in);
        if (!isCompressed(start)) {
            return in;
        }
        int system = start.length > HEADER.length ? start[HEADER.length] & 0xff : -1;
        if (!Arrays.equals(start, 0, Math.min(start.length, HEADER.length), HEADER, 0, HEADER.length)
                || system != 0 && system != 0xff) {
            throw new MalformedJsonException("its gzip header is not the one that Cowhand writes;"
                    + " if another program compressed it, decompress it with gunzip first");
        }
        return new Decompressed(in, size);
    }

    /** Ends where the only member ends, which must be the end of the file. */
    private static final class Decompressed extends GZIPInputStream {
        private final long size;

        Decompressed(InputStream in, long size) throws IOException {
            super(in, BUFFER);
            this.size = size;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read < 0 && HEADER.length + 1 + inf.getBytesRead() + TRAILER != size) {
                throw new ZipException("something follows it");
            }
            return read;
        }
    }
}
