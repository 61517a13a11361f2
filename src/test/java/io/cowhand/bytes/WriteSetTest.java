package io.cowhand.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteSetTest {

    @ParameterizedTest(name = "bytes {0} to {1} of {2} are written as {4} bytes at {3}")
    @CsvSource({
        "0, 0, 4096, 0, 512",
        "511, 511, 4096, 0, 512",
        "512, 512, 4096, 512, 512",
        "511, 512, 4096, 0, 1024",
        "600, 1023, 4096, 512, 512",
        "600, 1024, 4096, 512, 1024",
        "4095, 4095, 4096, 3584, 512",
        "0, 4095, 4096, 0, 4096",
        "0, 511, 512, 0, 512",
    })
    void wholeSectorsFromTheFirstToTheLastChangedByteAreWritten(
            int first, int last, int length, int offset, int written) throws IOException {
        Bytes before = pattern(length);
        Bytes after = flipped(flipped(before, first), first == last ? length : last);

        WriteSet write = WriteSet.between(before, after, UndoClass.ANYTIME, false);

        assertThat(write.offset()).isEqualTo(offset);
        assertThat(write.replacement()).isEqualTo(after.slice(offset, offset + written));
        assertThat(write.replaced()).isEqualTo(before.slice(offset, offset + written));
        assertThat(write.window()).isEqualTo(before);
        assertThat(write.result()).isEqualTo(after);
        assertThat(isResult(write, after)).isTrue();
        for (int at = 0; at < length; at += 100) {
            assertThat(isResult(write, flipped(after, at))).isFalse();
        }
        assertThat(isResult(write, after.slice(0, length - 1))).isFalse();
    }

    private static boolean isResult(WriteSet write, Bytes file) throws IOException {
        return write.isResult(buffer -> {
            Bytes asked = file.slice(0, Math.min(buffer.remaining(), file.length()));
            buffer.put(asked.asBuffer());
        });
    }

    @Test
    void aWindowThatEndsWithinASectorIsNotWrittenBeyondItsEnd() {
        Bytes before = pattern(700);
        Bytes after = flipped(before, 650);

        WriteSet write = WriteSet.between(before, after, UndoClass.ANYTIME, false);

        assertThat(write.offset()).isEqualTo(512);
        assertThat(write.replacement()).isEqualTo(after.slice(512, 700));
        assertThat(write.result()).isEqualTo(after);
    }

    @Test
    void equalWindowsGiveNothingToWrite() {
        assertThatThrownBy(() -> WriteSet.between(pattern(512), pattern(512), UndoClass.ANYTIME, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void windowsOfDifferentLengthsCannotBeTurnedIntoEachOther() {
        assertThatThrownBy(() -> WriteSet.between(pattern(512), pattern(1024), UndoClass.ANYTIME, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WriteSet.between(pattern(1024), flipped(pattern(512), 0), UndoClass.ANYTIME, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theStricterUndoClassWins() {
        assertThat(UndoClass.ANYTIME.and(UndoClass.UNTOUCHED)).isEqualTo(UndoClass.UNTOUCHED);
        assertThat(UndoClass.UNTOUCHED.and(UndoClass.ANYTIME)).isEqualTo(UndoClass.UNTOUCHED);
        assertThat(UndoClass.ANYTIME.and(UndoClass.ANYTIME)).isEqualTo(UndoClass.ANYTIME);
    }

    private static Bytes pattern(int length) {
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = 7 * i;
        }
        return Bytes.of(values);
    }

    /** The same bytes with one inverted, or all as they are for an offset behind them. */
    private static Bytes flipped(Bytes bytes, int offset) {
        return offset == bytes.length() ? bytes : bytes.with(offset, Bytes.of(~bytes.u8(offset)));
    }
}
