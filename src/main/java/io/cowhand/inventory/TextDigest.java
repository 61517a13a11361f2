package io.cowhand.inventory;

/**
 * Digests of texts in 64 bits, where the texts themselves would take too much memory. Two texts have the same digest by
 * chance only, with a probability of 2^-64; the digest protects against no intent.
 */
public final class TextDigest {

    /** The digest of nothing. */
    public static final long START = 1;

    /** An odd number with an irregular pattern of bits: 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private TextDigest() {}

    /** Returns the digest of what a digest stands for, and a text after it. */
    public static long of(long start, String text) {
        long digest = mixed(start, text.length());
        for (int i = 0; i < text.length(); i++) {
            digest = mixed(digest, text.charAt(i));
        }
        return digest;
    }

    private static long mixed(long digest, int next) {
        long product = (digest ^ next) * SPREAD;
        return product ^ product >>> Integer.SIZE;
    }
}
