package io.cowhand.result;

import io.cowhand.bytes.Bytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of lines, each with its line feed. Many lines are digested by another thread, while the caller reads or makes the
 * next ones: that takes a second for the plan of 100,000 images.
 */
public final class LinesHash {

    /** The number of bytes that are handed over together. */
    private static final int BATCH = 1 << 18;

    private final MessageDigest sha256;

    /** The lines to hand over next. */
    private ByteBuffer batch = ByteBuffer.allocate(BATCH);

    /** The buffer that was handed over last, which is filled next; null before that. */
    private @Nullable ByteBuffer other;

    /** The work on the lines before; null if there were few. */
    private @Nullable CompletableFuture<Void> digesting;

    /** Creates the hash of no lines. */
    public LinesHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Adds a line, given without its line feed. */
    public void add(String line) {
        add(Bytes.utf8(line));
    }

    /** Adds a line, given without its line feed. */
    public void add(Bytes line) {
        int added = line.length() + 1;
        if (added > batch.remaining()) {
            handOver();
        }
        if (added > BATCH) {
            awaitDigest();
            line.update(sha256);
            sha256.update((byte) '\n');
        } else {
            batch.put(line.asBuffer()).put((byte) '\n');
        }
    }

    private void handOver() {
        awaitDigest();
        ByteBuffer full = batch.flip();
        digesting = CompletableFuture.runAsync(() -> sha256.update(full));
        batch = other == null ? ByteBuffer.allocate(BATCH) : other.clear();
        other = full;
    }

    private void awaitDigest() {
        if (digesting != null) {
            digesting.join();
        }
    }

    /** Returns the SHA-256 of all lines in hexadecimal digits. No line can be added afterwards. */
    public String hex() {
        awaitDigest();
        sha256.update(batch.flip());
        return HexFormat.of().formatHex(sha256.digest());
    }
}
