package io.cowhand.bytes;

import java.security.MessageDigest;

/**
 * Computes SHA-256 digests of byte strings that mostly begin alike, as the headers of images do that were created the
 * same way: what they share is digested once. May be used by several threads.
 *
 * <p>The program runs with the JVM's C1 compiler, which does not use the processor's instructions for SHA-256: digesting
 * 600 bytes takes 5 µs, and 0.8 µs if all but the last 64 are shared (ReuseBenchmark). An image takes 20 to 50 µs in
 * total.
 */
public final class SimilarDigests {

    /** The unit in which SHA-256 consumes bytes (FIPS 180-4, section 5.2.1). */
    private static final int BLOCK = 64;

    /** How much longer a shared beginning must be to take the place of a shorter one, which other strings may share. */
    private static final int WORTHWHILE = 2 * BLOCK;

    /**
     * The beginning of a byte string, and the state of its digest.
     *
     * @param bytes the whole string
     * @param length the length of the beginning: whole blocks
     * @param state the state after the beginning; only ever cloned
     */
    private record Beginning(Bytes bytes, int length, MessageDigest state) {}

    private volatile Beginning last = new Beginning(Bytes.EMPTY, 0, Bytes.newSha256());

    /** Returns the SHA-256 digest of a byte string. */
    public Bytes sha256(Bytes bytes) {
        Beginning beginning = last;
        int mismatch = beginning.bytes.mismatch(bytes);
        int shared = (mismatch < 0 ? bytes.length() : mismatch) / BLOCK * BLOCK;
        if (shared < beginning.length || shared >= beginning.length + WORTHWHILE) {
            MessageDigest state = Bytes.newSha256();
            bytes.slice(0, shared).update(state);
            beginning = new Beginning(bytes.detached(), shared, state);
            last = beginning;
        } else if (beginning.bytes.isEmpty()) {
            last = new Beginning(bytes.detached(), 0, beginning.state);
        }
        MessageDigest digest = Bytes.copyOf(beginning.state);
        bytes.slice(beginning.length, bytes.length()).update(digest);
        return Bytes.result(digest);
    }
}
