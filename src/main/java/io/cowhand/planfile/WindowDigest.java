package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SimilarDigests;

/**
 * The digests of windows without their trailing zeros. Many images of a fleet have equal headers, whose digest is computed
 * once as long as they follow each other. May be used by several threads.
 */
final class WindowDigest {

    private record Known(Bytes window, String digest) {}

    private final SimilarDigests digests = new SimilarDigests();
    private volatile Known last =
            new Known(Bytes.EMPTY, digests.sha256(Bytes.EMPTY).toHex());

    /** Returns the SHA-256 of a window without its trailing zeros, in hexadecimal. */
    String of(Bytes window) {
        Known known = last;
        if (!known.window.equals(window)) {
            known = new Known(
                    window.detached(),
                    digests.sha256(window.withoutTrailingZeros()).toHex());
            last = known;
        }
        return known.digest;
    }
}
