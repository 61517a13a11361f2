package io.cowhand.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {

    private static String shown(int first, int step, long... numbers) {
        Histogram histogram = new Histogram(first, step);
        for (long number : numbers) {
            histogram.add(number);
        }
        Markup page = new Markup();
        histogram.bars("Sizes", "size").add(page, numbers.length);
        return String.join("", page.lines())
                .replaceAll("(?s).*<tbody>|</tbody>.*", "")
                .replaceAll("<td class=\"bar\">.*?</td>|<[^>]*>", " ")
                .replaceAll("  +", " ")
                .strip();
    }

    @Test
    void aRangeHasItsFirstNumberAndNotItsLast() {
        assertThat(shown(9, 1, 0, 511, 512, 1023, 1024))
                .isEqualTo("less than 512 bytes 2 40.0% 512 bytes to 1 KiB 2 40.0% 1 KiB to 2 KiB 1 20.0%");
    }

    @Test
    void rangesMayHaveSeveralPowersOfTwo() {
        assertThat(shown(9, 3, 512, 4095, 4096, -1))
                .isEqualTo("512 bytes to 4 KiB 2 50.0% 4 KiB to 32 KiB 1 25.0% 8 EiB to 64 EiB 1 25.0%");
    }

    @Test
    void theFirstRangeEndsWhereItIsAskedTo() {
        assertThat(shown(6, 1, 63, 64, 127)).isEqualTo("less than 64 bytes 1 33.3% 64 bytes to 128 bytes 2 66.7%");
    }

    @Test
    void aSmallShareIsNotNone() {
        assertThat(shown(9, 1, new long[10_000])).isEqualTo("less than 512 bytes 10,000 100%");
        long[] numbers = new long[10_000];
        numbers[0] = 600;
        assertThat(shown(9, 1, numbers)).isEqualTo("less than 512 bytes 9,999 99.9% 512 bytes to 1 KiB 1 &lt; 0.1%");
    }
}
