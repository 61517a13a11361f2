package io.cowhand.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

    @Test
    void aCopyDoesNotChangeWithTheBufferAndLeavesItsPosition() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1);

        Bytes copy = Bytes.copyOf(buffer);
        buffer.put(1, (byte) 9);

        assertThat(copy).isEqualTo(Bytes.of(2, 3, 4));
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void whatASourceBeginsWithIsComparedWholeAndNotWithWhatWasReadBefore() throws IOException {
        Bytes four = Bytes.of(1, 2, 3, 4);

        assertThat(four.isStartOf(buffer -> buffer.put(new byte[] {1, 2, 3, 4})))
                .isTrue();
        assertThat(four.isStartOf(buffer -> buffer.put(new byte[] {1, 2, 3}))).isFalse();
        assertThat(four.isStartOf(buffer -> buffer.put(new byte[] {1, 2, 3, 5})))
                .isFalse();
        assertThat(Bytes.EMPTY.isStartOf(buffer -> {})).isTrue();
        Bytes large = Bytes.zeros(1 << 20).with((1 << 20) - 1, Bytes.of(7));
        assertThat(large.isStartOf(buffer -> buffer.put(large.asBuffer()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4095, 4096, 4097, 65_535, 65_536, 65_537, 200_000})
    void theRestOfAClusterIsReadWhereverItsLastByteIs(int length) throws IOException {
        check(read(new byte[length]), new byte[length]);
        for (int at : new int[] {0, 4000, 4095, 4096, 60_000, length - 1}) {
            byte[] one = new byte[length];
            one[Math.min(at, length - 1)] = 1;
            check(read(one), one);
            assertThat(read(one).isStartOf(buffer -> buffer.put(one))).isTrue();
            assertThat(read(one).isStartOf(buffer -> buffer.put(new byte[length])))
                    .isFalse();
        }
    }

    @Test
    void partsAreComparedAsWhatTheyAreTogether() {
        Bytes whole = Bytes.of(1, 2, 3);

        assertThat(whole.isConcat(List.of(Bytes.of(1), Bytes.EMPTY, Bytes.of(2, 3))))
                .isTrue();
        assertThat(whole.isConcat(List.of(Bytes.of(1), Bytes.of(2)))).isFalse();
        assertThat(whole.isConcat(List.of(Bytes.of(1, 2), Bytes.of(3, 4)))).isFalse();
        assertThat(whole.isConcat(List.of(Bytes.of(1, 2), Bytes.of(4)))).isFalse();
        assertThat(Bytes.EMPTY.isConcat(List.of())).isTrue();
    }

    @Test
    void detachedBytesAreTheSame() {
        Bytes window = Bytes.zeros(100).with(40, Bytes.of(1, 2, 3));

        assertThat(window.slice(40, 43).detached()).isEqualTo(Bytes.of(1, 2, 3));
        assertThat(window.detached()).isSameAs(window);
        assertThat(Bytes.zeros(8).detached().isZero()).isTrue();
        assertThat(window.slice(5, 5).detached()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void theViewForWritingCannotBeWrittenToAndShowsOnlyTheSlice() {
        ByteBuffer view = Bytes.of(1, 2, 3, 4).slice(1, 3).asBuffer();

        assertThat(view.remaining()).isEqualTo(2);
        assertThat(view.get(0)).isEqualTo((byte) 2);
        assertThatThrownBy(() -> view.put(0, (byte) 9)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "ff, 255", "0102, 258", "ffffffff, 4294967295", "ffffffffffffffff, -1"})
    void numbersAreBigEndianAndUnsignedUpToEightBytes(String hex, long value) {
        Bytes bytes = Bytes.hex(hex);

        assertThat(bytes.number(0, bytes.length())).isEqualTo(value);
        assertThat(Bytes.ofNumber(value, bytes.length())).isEqualTo(bytes);
    }

    @Test
    void aNumberIsCutToItsWidth() {
        assertThat(Bytes.ofNumber(0x1_0203_0405L, 4)).isEqualTo(Bytes.of(2, 3, 4, 5));
    }

    @Test
    void nothingIsReadBeyondASlice() {
        Bytes slice = Bytes.of(1, 2, 3, 4).slice(1, 3);

        assertThat(slice.u8(1)).isEqualTo(3);
        assertThatThrownBy(() -> slice.u8(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.number(1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.with(1, Bytes.of(8, 9))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aReplacementLeavesTheOriginalAsItIs() {
        Bytes original = Bytes.of(0, 1, 2, 3, 4, 5).slice(1, 5);

        Bytes changed = original.with(1, Bytes.of(8, 9));

        assertThat(changed).isEqualTo(Bytes.of(1, 8, 9, 4));
        assertThat(original).isEqualTo(Bytes.of(1, 2, 3, 4));
    }

    @Test
    void equalityIsThatOfTheBytesWhereverTheyAreStored() {
        Bytes slice = Bytes.of(9, 1, 2, 9).slice(1, 3);

        assertThat(slice).isEqualTo(Bytes.of(1, 2)).hasSameHashCodeAs(Bytes.of(1, 2));
        assertThat(slice).isNotEqualTo(Bytes.of(1, 2, 3)).isNotEqualTo(Bytes.of(1, 3));
        assertThat(Bytes.of(1, 2).slice(1, 1)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void aMismatchIsTheFirstByteThatDiffers() {
        assertThat(Bytes.of(9, 1, 2, 3).slice(1, 4).mismatch(Bytes.of(1, 2, 4))).isEqualTo(2);
        assertThat(Bytes.of(1, 2).mismatch(Bytes.of(1, 2))).isEqualTo(-1);
    }

    @Test
    void partsAreJoinedInOrder() {
        assertThat(Bytes.concat(
                        List.of(Bytes.of(1), Bytes.EMPTY, Bytes.of(9, 2, 3).slice(1, 3))))
                .isEqualTo(Bytes.of(1, 2, 3));
    }

    @Test
    void aResizedRunIsCutOrFilledWithZeros() {
        Bytes slice = Bytes.of(1, 2, 3, 4).slice(1, 3);

        assertThat(slice.resized(1)).isEqualTo(Bytes.of(2));
        assertThat(slice.resized(4)).isEqualTo(Bytes.of(2, 3, 0, 0));
        assertThat(slice.resized(4).slice(2, 4).isZero()).isTrue();
        assertThat(slice.isZero()).isFalse();
    }

    @Test
    void onlyWellFormedUTF8IsTextButEverythingCanBeDisplayed() {
        assertThat(Bytes.utf8("bäse").asUtf8()).contains("bäse");
        assertThat(Bytes.of('a', 0xff).asUtf8()).isEmpty();
        assertThat(Bytes.of('a', 0xff).display()).isEqualTo("a\ufffd");
    }

    @Test
    void longRunsAreCutForMessagesButNotInHexadecimal() {
        assertThat(Bytes.of(0, 0xab).toString()).isEqualTo("00ab");
        assertThat(Bytes.zeros(33).toString()).endsWith("… (33 bytes)").hasSizeLessThan(90);
        assertThat(Bytes.zeros(33).toHex()).hasSize(66);
        assertThatThrownBy(() -> Bytes.hex("0g")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hexadecimalDigitsMayBeSpacedOut() {
        assertThat(Bytes.parseHex(" 00 aB\tff\n")).contains(Bytes.of(0, 0xab, 0xff));
        assertThat(Bytes.parseHex("")).contains(Bytes.EMPTY);
        assertThat(Bytes.parseHex("0")).isEmpty();
        assertThat(Bytes.parseHex("0x00")).isEmpty();
        assertThat(Bytes.parseHex("\u0661\u0661")).isEmpty();
    }

    @Test
    void trailingZerosAreLeftOutWhereverTheyBegin() {
        for (int length = 0; length < 1100; length += 7) {
            for (int end = 0; end <= length; end += 13) {
                Bytes bytes =
                        end == 0 ? Bytes.zeros(length) : Bytes.zeros(length).with(end - 1, Bytes.of(1));
                assertThat(bytes.withoutTrailingZeros()).isEqualTo(bytes.slice(0, end));
            }
        }
    }

    /** Zeros at the end are not stored, and no method may show that. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void zerosAtTheEndAreBytesLikeOthers(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] model = someBytes(random);
            Bytes bytes = read(model);
            int from = random.nextInt(model.length + 1);
            int to = from + random.nextInt(model.length - from + 1);
            byte[] other = someBytes(random);
            byte[] replaced = model.clone();
            int replacedLength = Math.min(other.length, model.length - from);
            System.arraycopy(other, 0, replaced, from, replacedLength);

            check(bytes, model);
            check(bytes.slice(from, to), Arrays.copyOfRange(model, from, to));
            check(bytes.slice(from, to).detached(), Arrays.copyOfRange(model, from, to));
            check(bytes.resized(to), Arrays.copyOf(model, to));
            check(bytes.resized(model.length + to), Arrays.copyOf(model, model.length + to));
            check(bytes.with(from, read(other).slice(0, replacedLength)), replaced);
            byte[] together = Arrays.copyOf(model, model.length + other.length);
            System.arraycopy(other, 0, together, model.length, other.length);
            check(Bytes.concat(List.of(bytes, read(other))), together);
            assertThat(read(together).isConcat(List.of(bytes, read(other)))).isTrue();
            assertThat(bytes.mismatch(read(other))).isEqualTo(Arrays.mismatch(model, other));
            assertThat(bytes.mismatch(read(replaced))).isEqualTo(Arrays.mismatch(model, replaced));
            assertThat(bytes.equals(read(replaced))).isEqualTo(Arrays.equals(model, replaced));
            assertThat(bytes.isStartOf(buffer -> buffer.put(replaced))).isEqualTo(Arrays.equals(model, replaced));
        }
    }

    private static byte[] someBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(700)];
        for (int i = random.nextInt(4) * bytes.length / 4; i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(3);
        }
        return bytes;
    }

    private static Bytes read(byte[] bytes) throws IOException {
        return Bytes.read(bytes.length, buffer -> buffer.put(bytes));
    }

    private static void check(Bytes bytes, byte[] model) {
        Bytes stored = Bytes.copyOf(ByteBuffer.wrap(model));
        assertThat(bytes.asBuffer()).isEqualTo(ByteBuffer.wrap(model));
        assertThat(bytes).isEqualTo(stored).hasSameHashCodeAs(stored);
        assertThat(stored).isEqualTo(bytes);
        assertThat(bytes.isZero()).isEqualTo(stored.toHex().matches("0*"));
        assertThat(bytes.toHex()).isEqualTo(HexFormat.of().formatHex(model));
        assertThat(bytes.toBase64()).isEqualTo(Base64.getEncoder().encodeToString(model));
        assertThat(bytes.display()).isEqualTo(new String(model, StandardCharsets.UTF_8));
        assertThat(bytes.sha256()).isEqualTo(stored.sha256());
        assertThat(bytes.untilZero()).isEqualTo(stored.untilZero());
        assertThat(bytes.withoutTrailingZeros()).isEqualTo(stored.withoutTrailingZeros());
        for (int width = 1; width <= Long.BYTES; width++) {
            for (int at = 0; at <= model.length - width; at += 37) {
                assertThat(bytes.number(at, width))
                        .isEqualTo(new BigInteger(1, Arrays.copyOfRange(model, at, at + width)).longValue());
            }
        }
        for (int at = 0; at < model.length; at += 41) {
            assertThat(bytes.u8(at)).isEqualTo(model[at] & 0xff);
        }
    }
}
