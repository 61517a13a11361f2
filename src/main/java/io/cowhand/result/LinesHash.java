package io.cowhand.result;

import io.cowhand.bytes.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of lines, each with its line feed. */
public final class LinesHash {

    private final MessageDigest sha256;

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
        sha256.update(line.asBuffer());
        sha256.update((byte) '\n');
    }

    /** Returns the SHA-256 of all lines in hexadecimal digits. No line can be added afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
