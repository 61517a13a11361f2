package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of bytes among the header fields that belongs to no row of {@link HeaderField}.
 *
 * @param offset the offset of the first byte
 * @param end the offset after the last byte
 */
public record FieldGap(int offset, int end) {

    /** Returns the gaps between two offsets, in order; none is empty, and no two touch. */
    public static List<FieldGap> between(int from, int to) {
        List<FieldGap> gaps = new ArrayList<>();
        int at = from;
        for (HeaderField field : HeaderField.values()) {
            int end = Math.min(field.offset(), to);
            if (at < end) {
                gaps.add(new FieldGap(at, end));
            }
            at = Math.max(at, field.end());
        }
        if (at < to) {
            gaps.add(new FieldGap(at, to));
        }
        return gaps;
    }

    /**
     * Returns the padding of the first {@code length} bytes of a header: zero by the specification, and zeroed by QEMU.
     */
    public static List<FieldGap> padding(int length) {
        return between(0, Math.min(length, HeaderField.V3_LENGTH));
    }

    /** Returns the bytes of a header's fields that lie in the gap. */
    public Bytes of(Bytes fields) {
        return fields.slice(offset, end);
    }
}
