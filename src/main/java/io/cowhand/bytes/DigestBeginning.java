package io.cowhand.bytes;

import java.security.MessageDigest;

/** What several byte strings begin with, digested once. Safe for use by several threads. */
public final class DigestBeginning {

    /** The state of the digest after the beginning; only ever cloned. */
    private final MessageDigest state = Bytes.newSha256();

    /** Digests a beginning. */
    public DigestBeginning(Bytes beginning) {
        beginning.update(state);
    }

    /** Returns the SHA-256 digest of the beginning followed by the rest. */
    public Bytes sha256(Bytes rest) {
        MessageDigest digest = Bytes.copyOf(state);
        rest.update(digest);
        return Bytes.result(digest);
    }
}
