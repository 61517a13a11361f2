package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Writes bytes, the last of which are replaced by the digest of all bytes before them. */
final class SealedStream extends FilterOutputStream {

    private final MessageDigest digest = Seal.newDigest();
    /** The last bytes so far. */
    private byte[] held = {};

    SealedStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, from, all, held.length, length);
        int passed = Math.max(0, all.length - Seal.DIGITS);
        digest.update(all, 0, passed);
        out.write(all, 0, passed);
        held = Arrays.copyOfRange(all, passed, all.length);
    }

    /** Writes the digest in place of the last bytes. */
    void seal() throws IOException {
        String hex = Bytes.copyOf(java.nio.ByteBuffer.wrap(digest.digest())).toHex();
        out.write(hex.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
