package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The comment of the zip file, which ends in the digest of all that stands before it. */
final class Seal {

    /** Hexadecimal digits of a digest. */
    static final int DIGITS = 2 * Bytes.SHA256_LENGTH;

    private static final String TEXT = "Headers captured by Cowhand. SHA-256 of all bytes up to here: ";

    /** The comment before it is sealed. */
    static final String UNSEALED = TEXT + "0".repeat(DIGITS);

    private static final int BUFFER = 1 << 16;

    /** Bytes of the end of a zip's directory, without the comment; the signature, and where its numbers are. */
    private static final int END = 22;

    private static final int END_SIGNATURE = 0x504b0506;
    private static final int DIRECTORY_SIZE = 12;
    private static final int DIRECTORY_OFFSET = 16;

    private Seal() {}

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Checks that a file is complete and as it was written, and that its directory is not too large to be read.
     *
     * @throws InvalidCaptureException if it is not
     */
    static void check(FileChannel file) throws IOException {
        int tail = END + UNSEALED.length();
        Bytes end = file.size() < tail ? Bytes.EMPTY : read(file, file.size() - tail, tail);
        boolean isSealed = !end.isEmpty()
                && end.number(0, Integer.BYTES) == END_SIGNATURE
                && end.slice(END, tail - DIGITS).equals(Bytes.utf8(TEXT));
        if (!isSealed) {
            throw new InvalidCaptureException(
                    "this is not a capture, or not a complete one: it does not end as every capture does");
        }
        if (!digest(file, file.size() - DIGITS)
                .toHex()
                .equals(end.slice(tail - DIGITS, tail).display())) {
            throw new InvalidCaptureException("the capture was damaged or edited: its digest does not match");
        }
        long size = little(end, DIRECTORY_SIZE);
        if (size > Limits.DIRECTORY || little(end, DIRECTORY_OFFSET) + size != file.size() - tail) {
            throw new InvalidCaptureException("the capture is malformed: its directory is too large, or misplaced");
        }
    }

    private static long little(Bytes bytes, int at) {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) bytes.number(at, Integer.BYTES)));
    }

    private static Bytes read(FileChannel file, long offset, int length) throws IOException {
        return Bytes.read(length, buffer -> {
            while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {
                // One call may return fewer bytes.
            }
        });
    }

    private static Bytes digest(FileChannel file, long length) throws IOException {
        MessageDigest digest = newDigest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long at = 0;
        while (at < length) {
            buffer.clear().limit((int) Math.min(BUFFER, length - at));
            int count = file.read(buffer, at);
            if (count < 0) {
                break;
            }
            digest.update(buffer.flip());
            at += count;
        }
        return Bytes.copyOf(ByteBuffer.wrap(digest.digest()));
    }

    /** Returns whether a file begins as a capture does. */
    static boolean mayBeCapture(FileChannel file) throws IOException {
        return read(file, 0, 4).equals(Bytes.of('P', 'K', 3, 4));
    }
}
