package io.cowhand.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowCacheTest {

    private final WindowCache<Integer> cache = new WindowCache<>();

    private static Bytes window(int number) {
        return Bytes.zeros(4096).with(8, Bytes.ofNumber(number, Integer.BYTES));
    }

    private boolean has(int number) {
        return cache.get(window(number), each -> each == number).isPresent();
    }

    @Test
    void aValueIsFoundByAnEqualWindow() {
        cache.put(window(1), 1);

        assertThat(has(1)).isTrue();
        assertThat(has(2)).isFalse();
        assertThat(cache.get(window(1), each -> false)).isEmpty();
        assertThat(cache.get(window(1).slice(0, 2048), each -> true)).isEmpty();
        cache.put(window(1), 3);
        assertThat(cache.get(window(1), each -> true)).contains(3);
    }

    @Test
    void tenThousandWindowsAreNearlyAllKept() {
        int kept = 0;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                if (has(i)) {
                    kept++;
                } else {
                    cache.put(window(i), i);
                }
            }
        }
        assertThat(kept).isBetween(9_800, 10_000);
    }

    @Test
    void valuesForOneWindowAreKeptSideBySide() {
        cache.put(window(1), 1);
        cache.put(window(1), 2);

        assertThat(cache.get(window(1), each -> each == 1)).contains(1);
        assertThat(cache.get(window(1), each -> each == 2)).contains(2);
        for (int i = 3; i < 10; i++) {
            cache.put(window(1), i);
        }
        assertThat(cache.get(window(1), each -> each == 2)).isEmpty();
        assertThat(cache.get(window(1), each -> each == 9)).contains(9);
    }

    @Test
    void aHashLetsManyValuesForOneWindowBeKept() {
        for (int i = 0; i < 100; i++) {
            cache.put(window(1), i, i);
        }
        for (int i = 0; i < 100; i++) {
            int number = i;
            assertThat(cache.get(window(1), i, each -> each == number)).contains(i);
        }
        assertThat(cache.get(window(2), 1, each -> true)).isEmpty();
    }

    @Test
    void noMoreThanABoundIsKept() {
        for (int i = 0; i < 20_000; i++) {
            cache.put(window(i), i);
        }
        int kept = 0;
        for (int i = 0; i < 20_000; i++) {
            kept += has(i) ? 1 : 0;
        }
        assertThat(kept).isBetween(15_000, 1 << 14);
    }

    @Test
    void whereAllWindowsDifferNoneAreKept() {
        cache.put(window(-1), -1);
        for (int i = 0; i < 20_000; i++) {
            assertThat(has(i)).isFalse();
            cache.put(window(i), i);
        }
        assertThat(has(-1)).isFalse();
        assertThat(has(19_999)).isFalse();
    }

    @Test
    void longWindowsAreNotKept() {
        Bytes large = Bytes.zeros(4097).with(4096, Bytes.of(1));
        cache.put(large, 1);
        cache.put(Bytes.zeros(1 << 16).with(8, Bytes.of(2)), 2);

        assertThat(cache.get(large, each -> true)).isEmpty();
        assertThat(cache.get(Bytes.zeros(1 << 16).with(8, Bytes.of(2)), each -> true))
                .contains(2);
    }
}
