package io.cowhand.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {

    @Test
    void a_copy_does_not_change_with_the_buffer_and_leaves_its_position() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1);

        Bytes copy = Bytes.copyOf(buffer);
        buffer.put(1, (byte) 9);

        assertThat(copy).isEqualTo(Bytes.of(2, 3, 4));
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void the_view_for_writing_cannot_be_written_to_and_shows_only_the_slice() {
        ByteBuffer view = Bytes.of(1, 2, 3, 4).slice(1, 3).asBuffer();

        assertThat(view.remaining()).isEqualTo(2);
        assertThat(view.get(0)).isEqualTo((byte) 2);
        assertThatThrownBy(() -> view.put(0, (byte) 9)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "ff, 255", "0102, 258", "ffffffff, 4294967295", "ffffffffffffffff, -1"})
    void numbers_are_big_endian_and_unsigned_up_to_eight_bytes(String hex, long value) {
        Bytes bytes = Bytes.hex(hex);

        assertThat(bytes.number(0, bytes.length())).isEqualTo(value);
        assertThat(Bytes.ofNumber(value, bytes.length())).isEqualTo(bytes);
    }

    @Test
    void a_number_is_cut_to_its_width() {
        assertThat(Bytes.ofNumber(0x1_0203_0405L, 4)).isEqualTo(Bytes.of(2, 3, 4, 5));
    }

    @Test
    void nothing_is_read_beyond_a_slice() {
        Bytes slice = Bytes.of(1, 2, 3, 4).slice(1, 3);

        assertThat(slice.u8(1)).isEqualTo(3);
        assertThatThrownBy(() -> slice.u8(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.number(1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.with(1, Bytes.of(8, 9))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_replacement_leaves_the_original_as_it_is() {
        Bytes original = Bytes.of(0, 1, 2, 3, 4, 5).slice(1, 5);

        Bytes changed = original.with(1, Bytes.of(8, 9));

        assertThat(changed).isEqualTo(Bytes.of(1, 8, 9, 4));
        assertThat(original).isEqualTo(Bytes.of(1, 2, 3, 4));
    }

    @Test
    void equality_is_that_of_the_bytes_wherever_they_are_stored() {
        Bytes slice = Bytes.of(9, 1, 2, 9).slice(1, 3);

        assertThat(slice).isEqualTo(Bytes.of(1, 2)).hasSameHashCodeAs(Bytes.of(1, 2));
        assertThat(slice).isNotEqualTo(Bytes.of(1, 2, 3)).isNotEqualTo(Bytes.of(1, 3));
        assertThat(Bytes.of(1, 2).slice(1, 1)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void a_mismatch_is_the_first_byte_that_differs() {
        assertThat(Bytes.of(9, 1, 2, 3).slice(1, 4).mismatch(Bytes.of(1, 2, 4))).isEqualTo(2);
        assertThat(Bytes.of(1, 2).mismatch(Bytes.of(1, 2))).isEqualTo(-1);
    }

    @Test
    void bytes_are_found_from_an_offset_on() {
        Bytes bytes = Bytes.utf8("base.base");

        assertThat(bytes.indexOf(Bytes.utf8("base"), 0)).isZero();
        assertThat(bytes.indexOf(Bytes.utf8("base"), 1)).isEqualTo(5);
        assertThat(bytes.indexOf(Bytes.utf8("base"), 6)).isEqualTo(-1);
        assertThat(bytes.startsWith(Bytes.utf8("base."))).isTrue();
        assertThat(Bytes.utf8("bas").startsWith(Bytes.utf8("base"))).isFalse();
    }

    @Test
    void parts_are_joined_in_order() {
        assertThat(Bytes.concat(
                        List.of(Bytes.of(1), Bytes.EMPTY, Bytes.of(9, 2, 3).slice(1, 3))))
                .isEqualTo(Bytes.of(1, 2, 3));
    }

    @Test
    void a_resized_run_is_cut_or_filled_with_zeros() {
        Bytes slice = Bytes.of(1, 2, 3, 4).slice(1, 3);

        assertThat(slice.resized(1)).isEqualTo(Bytes.of(2));
        assertThat(slice.resized(4)).isEqualTo(Bytes.of(2, 3, 0, 0));
        assertThat(slice.resized(4).slice(2, 4).isZero()).isTrue();
        assertThat(slice.isZero()).isFalse();
    }

    @Test
    void only_well_formed_UTF8_is_text_but_everything_can_be_displayed() {
        assertThat(Bytes.utf8("bäse").asUtf8()).contains("bäse");
        assertThat(Bytes.of('a', 0xff).asUtf8()).isEmpty();
        assertThat(Bytes.of('a', 0xff).display()).isEqualTo("a\ufffd");
    }

    @Test
    void long_runs_are_cut_for_messages_but_not_in_hexadecimal() {
        assertThat(Bytes.of(0, 0xab).toString()).isEqualTo("00ab");
        assertThat(Bytes.zeros(33).toString()).endsWith("… (33 bytes)").hasSizeLessThan(90);
        assertThat(Bytes.zeros(33).toHex()).hasSize(66);
        assertThatThrownBy(() -> Bytes.hex("0g")).isInstanceOf(IllegalArgumentException.class);
    }
}
