package io.cowhand.result;

import io.cowhand.bytes.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of lines, each with its line feed. Many lines are digested by another thread, while the caller reads or makes the
 * next ones: that takes a second for the plan of 100,000 images.
 */
public final class LinesHash {

    /** The number of bytes of lines that are handed over together. */
    private static final int BATCH = 1 << 20;

    private final MessageDigest sha256;
    private List<Bytes> lines = new ArrayList<>();
    private long length;
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
        lines.add(line);
        length += line.length();
        if (length >= BATCH) {
            awaitDigest();
            List<Bytes> batch = lines;
            digesting = CompletableFuture.runAsync(() -> digest(batch));
            lines = new ArrayList<>();
            length = 0;
        }
    }

    private void awaitDigest() {
        if (digesting != null) {
            digesting.join();
        }
    }

    private void digest(List<Bytes> batch) {
        for (Bytes line : batch) {
            line.update(sha256);
            sha256.update((byte) '\n');
        }
    }

    /** Returns the SHA-256 of all lines in hexadecimal digits. No line can be added afterwards. */
    public String hex() {
        awaitDigest();
        digest(lines);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
