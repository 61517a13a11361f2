package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.Portion;
import io.cowhand.fleet.Waves;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaveBoundsTest {

    private static List<WaveBounds.Wave> bounds(String waves, int images, int... skipped) {
        List<Portion> ends = Stream.of(waves.split(","))
                .map(end -> Portion.parse(end).orElseThrow())
                .toList();
        BitSet positions = new BitSet();
        IntStream.of(skipped).forEach(positions::set);
        return WaveBounds.of(new Waves(ends), images, positions).waves();
    }

    private static WaveBounds.Wave wave(long end, long images) {
        return new WaveBounds.Wave(end, images);
    }

    @Test
    void wavesAreCumulative() {
        assertThat(bounds("1,10,5%,100%", 1000))
                .containsExactly(wave(1, 1), wave(10, 9), wave(50, 40), wave(1000, 950));
    }

    @Test
    void aWaveThatAddsNoImageIsEmpty() {
        assertThat(bounds("1,10,5%,100%", 40)).containsExactly(wave(1, 1), wave(10, 9), wave(10, 0), wave(40, 30));
        assertThat(bounds("1,10,100%", 4)).containsExactly(wave(1, 1), wave(4, 3), wave(4, 0));
        assertThat(bounds("5%,100%", 0)).containsExactly(wave(0, 0), wave(0, 0));
    }

    @Test
    void skippedImagesBelongToNoWave() {
        assertThat(bounds("2,50%,100%", 10, 0, 2, 8, 9)).containsExactly(wave(4, 2), wave(5, 1), wave(10, 3));
        assertThat(bounds("1,100%", 3, 0, 1, 2)).containsExactly(wave(0, 0), wave(3, 0));
    }

    @Test
    void theLastWaveIsTheLastOneWithImages() {
        WaveBounds bounds = new WaveBounds(List.of(wave(1, 1), wave(4, 3), wave(4, 0)));

        assertThat(IntStream.range(0, 3).mapToObj(bounds::isLast)).containsExactly(false, true, true);
    }
}
