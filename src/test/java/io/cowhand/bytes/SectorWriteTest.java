package io.cowhand.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectorWriteTest {

    private static final Bytes MARK = Bytes.of(1, 2, 3, 4, 5, 6, 7, 8);

    @ParameterizedTest(name = "bytes {0} to {1} of {2} are written as {4} bytes at {3}")
    @CsvSource({
        "0, 0, 4096, 0, 512",
        "511, 511, 4096, 0, 512",
        "512, 512, 4096, 512, 512",
        "511, 512, 4096, 0, 1024",
        "600, 1023, 4096, 512, 512",
        "600, 1024, 4096, 0, 1536",
        "4095, 4095, 4096, 3584, 512",
        "0, 4095, 4096, 0, 4096",
        "0, 511, 512, 0, 512",
    })
    void wholeSectorsFromTheFirstToTheLastChangedByteAreWritten(
            int first, int last, int length, int offset, int written) throws IOException {
        Bytes before = pattern(length);
        Bytes after = flipped(flipped(before, first), first == last ? length : last);

        SectorWrite write = SectorWrite.between(before, after, MARK);

        assertThat(write.change().offset()).isEqualTo(offset);
        assertThat(write.change().after()).isEqualTo(after.slice(offset, offset + written));
        assertThat(write.change().before()).isEqualTo(before.slice(offset, offset + written));
        assertThat(write.window()).isEqualTo(before);
        assertThat(write.result()).isEqualTo(after);
        assertThat(isResult(write, after)).isTrue();
        for (int at = 0; at < length; at += 100) {
            assertThat(isResult(write, flipped(after, at))).isFalse();
        }
        assertThat(isResult(write, after.slice(0, length - 1))).isFalse();
    }

    private static boolean isResult(SectorWrite write, Bytes file) throws IOException {
        return write.isResult(buffer -> {
            Bytes asked = file.slice(0, Math.min(buffer.remaining(), file.length()));
            buffer.put(asked.asBuffer());
        });
    }

    @Test
    void aWindowThatEndsWithinASectorIsNotWrittenBeyondItsEnd() {
        Bytes before = pattern(700);
        Bytes after = flipped(before, 650);

        SectorWrite write = SectorWrite.between(before, after, MARK);

        assertThat(write.change().offset()).isEqualTo(512);
        assertThat(write.change().after()).isEqualTo(after.slice(512, 700));
        assertThat(write.result()).isEqualTo(after);
    }

    @Test
    void equalWindowsGiveNothingToWrite() {
        assertThatThrownBy(() -> SectorWrite.between(pattern(512), pattern(512), MARK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void windowsOfDifferentLengthsCannotBeTurnedIntoEachOther() {
        assertThatThrownBy(() -> SectorWrite.between(pattern(512), pattern(1024), MARK))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SectorWrite.between(pattern(1024), flipped(pattern(512), 0), MARK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneSectorChangesInOnePhase() {
        Bytes before = pattern(4096);

        SectorChange change = SectorChange.between(before, flipped(before, 700), MARK);

        assertThat(change.isAtomic()).isTrue();
        assertThat(change.phases()).containsExactly(new SectorChange.Phase(512, change.after()));
        assertThat(change.isHalfWritten(change.before())).isFalse();
    }

    @ParameterizedTest(name = "bytes {0} and {1} change: sectors at {2} to {3} after sector 0")
    @CsvSource({
        "5, 600, 512, 1024",
        "5, 1500, 1024, 1536",
        "511, 1024, 1024, 1536",
        "700, 1100, 512, 1536",
        "1100, 2000, 1024, 2048"
    })
    void severalSectorsChangeBehindAMark(int first, int last, int from, int to) {
        Bytes before = pattern(4096);
        Bytes after = flipped(flipped(before, first), last);

        SectorChange change = SectorChange.between(before, after, MARK);

        Bytes marked = before.slice(0, 512).with(0, MARK);
        assertThat(change.phases())
                .containsExactly(
                        new SectorChange.Phase(0, marked),
                        new SectorChange.Phase(from, after.slice(from, to)),
                        new SectorChange.Phase(0, after.slice(0, 512)));
        Bytes window = before.with(0, marked);
        assertThat(change.isHalfWritten(change.of(window))).isTrue();
        window = window.with(from, after.slice(from, from + 512));
        assertThat(change.isHalfWritten(change.of(window))).isTrue();
        window = window.with(from, after.slice(from, to));
        assertThat(change.isHalfWritten(change.of(window))).isTrue();
        assertThat(change.isHalfWritten(change.of(before))).isFalse();
        assertThat(change.isHalfWritten(change.of(after))).isFalse();
        assertThat(change.isHalfWritten(change.of(flipped(window, 9)))).isFalse();
        assertThat(change.isHalfWritten(change.of(flipped(window, to - 1)))).isFalse();
    }

    @Test
    void theOldSectorsComeInTheReverseOrder() {
        Bytes before = pattern(4096);
        SectorChange change = SectorChange.between(before, flipped(flipped(before, 5), 1100), MARK);

        assertThat(change.oldSectors())
                .containsExactly(
                        new SectorChange.Phase(1024, before.slice(1024, 1536)),
                        new SectorChange.Phase(512, before.slice(512, 1024)),
                        new SectorChange.Phase(0, before.slice(0, 512)));
    }

    private static Bytes pattern(int length) {
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = 7 * i;
        }
        return Bytes.of(values);
    }

    /** Returns the bytes with one of them inverted; unchanged for an offset after them. */
    private static Bytes flipped(Bytes bytes, int offset) {
        return offset == bytes.length() ? bytes : bytes.with(offset, Bytes.of(~bytes.u8(offset)));
    }
}
