package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.os.PathBytes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SortedNamesTest {

    private static final int RUN = 100;

    /** Names of one to three bytes, any but a slash and a NUL, and a longer one now and then. */
    private static List<Path> names(int count, long seed) {
        Random random = new Random(seed);
        TreeSet<Path> names = new TreeSet<>();
        while (names.size() < count) {
            byte[] name = new byte[random.nextInt(20) == 0 ? 200 : 1 + random.nextInt(3)];
            for (int i = 0; i < name.length; i++) {
                byte unit = (byte) random.nextInt(256);
                name[i] = unit == 0 || unit == '/' ? (byte) 'x' : unit;
            }
            names.add(PathBytes.of(ByteBuffer.wrap(name)));
        }
        List<Path> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static void assertSorted(List<Path> names) {
        SortedNames sorted = new SortedNames(RUN);
        names.forEach(sorted::add);
        sorted.sort();
        List<Path> taken = new ArrayList<>();
        while (sorted.hasNext()) {
            Path next = sorted.peek();
            taken.add(sorted.next());
            assertThat(taken.get(taken.size() - 1)).isEqualTo(next);
        }
        assertThat(taken).containsExactlyElementsOf(new TreeSet<>(names));
    }

    @Test
    void sortsNamesOfAnyBytesHoweverManyRunsTheyTake() {
        for (int count : new int[] {
            0, 1, 2, RUN, RUN + 1, 2 * RUN, 20 * RUN + 5,
        }) {
            assertSorted(names(count, count));
        }
    }

    @Test
    void keepsTheNamesOfDirectoriesWithTheirMark() {
        List<Path> names = new ArrayList<>(names(RUN, 1));
        names.add(Path.of("a/x"));
        names.add(Path.of("a-long-name"));
        assertSorted(names);
    }
}
