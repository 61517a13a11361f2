package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The digest of the results for a fleet: the sum of the {@linkplain ResultDigest digests} of all images modulo 2^256. It does
 * not depend on their order, and the digest of a fleet is the sum of those of its parts.
 */
public final class FleetDigest {

    /** What a digest begins with in every output. */
    public static final String PREFIX = "sha256:";

    private static final int WORDS = Bytes.SHA256_LENGTH / Long.BYTES;

    /** The sum, the most significant word first. */
    private final long[] sum = new long[WORDS];

    /** Adds the digest of an image. */
    public void add(Bytes digest) {
        long carry = 0;
        for (int i = WORDS - 1; i >= 0; i--) {
            long word = digest.number(i * Long.BYTES, Long.BYTES);
            long total = sum[i] + word;
            boolean overflows = Long.compareUnsigned(total, word) < 0 || total == -1 && carry == 1;
            sum[i] = total + carry;
            carry = overflows ? 1 : 0;
        }
    }

    /**
     * Adds the digest of a part of the fleet.
     *
     * @throws IllegalArgumentException if the text is not a digest as {@link #toString} returns it
     */
    public void add(String part) {
        String digits = part.startsWith(PREFIX) ? part.substring(PREFIX.length()) : "";
        Optional<Bytes> digest = Bytes.parseHex(digits);
        if (digest.filter(bytes -> bytes.length() == Bytes.SHA256_LENGTH).isEmpty()) {
            throw new IllegalArgumentException("\"" + part + "\" is not a digest");
        }
        add(digest.get());
    }

    /** Returns the digest of what was added: {@code sha256:} and 64 hexadecimal digits. */
    @Override
    public String toString() {
        StringBuilder digits = new StringBuilder(PREFIX);
        for (long word : sum) {
            digits.append(HexFormat.of().toHexDigits(word));
        }
        return digits.toString();
    }
}
