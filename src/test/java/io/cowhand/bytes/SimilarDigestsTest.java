package io.cowhand.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SimilarDigestsTest {

    @Test
    void eachDigestIsTheOneOfTheWholeString() {
        Random random = new Random(11);
        SimilarDigests digests = new SimilarDigests();
        byte[] common = new byte[1000];
        random.nextBytes(common);
        for (int i = 0; i < 5000; i++) {
            if (i % 500 == 0) {
                random.nextBytes(common);
            }
            Bytes start = Bytes.copyOf(java.nio.ByteBuffer.wrap(common, 0, random.nextInt(common.length + 1)));
            Bytes string = random.nextInt(4) == 0 ? start : Bytes.concat(java.util.List.of(start, Bytes.of(i, i >> 8)));
            assertThat(digests.sha256(string)).isEqualTo(string.sha256());
        }
        assertThat(digests.sha256(Bytes.EMPTY)).isEqualTo(Bytes.EMPTY.sha256());
    }
}
