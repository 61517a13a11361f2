package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InodeSetTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheSetOfTheJdk(long seed) {
        Random random = new Random(seed);
        InodeSet inodes = new InodeSet();
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            long inode = random.nextBoolean() ? random.nextInt(20_000) : random.nextLong() << random.nextInt(64);
            assertThat(inodes.add(inode)).isEqualTo(expected.add(inode));
        }
    }
}
