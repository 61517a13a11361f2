package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.planfile.ResultDigest;

/** A result and its digest, which is computed where the image is processed: in many threads. */
public record DigestedResult(ImageResult result, Bytes digest) {

    static DigestedResult of(ImageResult result) {
        return new DigestedResult(result, ResultDigest.of(result));
    }
}
