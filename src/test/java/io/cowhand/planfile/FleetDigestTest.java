package io.cowhand.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FleetDigestTest {

    @Test
    void theDigestIsTheSumModulo2ToThe256() {
        Random random = new Random(7);
        FleetDigest digest = new FleetDigest();
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < 2000; i++) {
            Bytes one = i % 3 == 0
                    ? Bytes.hex("ff".repeat(32))
                    : Bytes.utf8("x" + random.nextLong()).sha256();
            digest.add(one);
            sum = sum.add(new BigInteger(one.toHex(), 16)).mod(BigInteger.TWO.pow(256));
            assertThat(digest).hasToString(String.format("sha256:%064x", sum));
        }
    }

    @Test
    void theDigestOfNothingIsZero() {
        assertThat(new FleetDigest()).hasToString("sha256:" + "0".repeat(64));
    }
}
