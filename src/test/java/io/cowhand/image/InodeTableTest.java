package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InodeTableTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheMapOfTheJdk(long seed) {
        Random random = new Random(seed);
        InodeTable inodes = new InodeTable();
        Map<Long, Mention> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            long inode = random.nextBoolean() ? random.nextInt(20_000) : random.nextLong() << random.nextInt(64);
            // The first ones come from globs, and the next ones have no rows: then some arrays are not there yet.
            Mention mention = i < 1000 || random.nextInt(4) == 0
                    ? Mention.PLAIN
                    : new Mention(i, i < 2000 ? 0 : random.nextLong());
            assertThat(inodes.find(inode)).isEqualTo(Optional.ofNullable(expected.get(inode)));
            assertThat(inodes.add(inode, mention)).isEqualTo(Optional.ofNullable(expected.putIfAbsent(inode, mention)));
        }
        expected.forEach((inode, mention) -> assertThat(inodes.find(inode)).contains(mention));
    }
}
