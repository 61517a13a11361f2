package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was read of a file: its size, and ranges of bytes.
 *
 * <pre>
 * size      8 bytes, as all numbers big-endian
 * ranges    4 bytes: their number; they are in order, and do not overlap
 * range     8 bytes: the offset; 8: the length; 4: the number of stored bytes, after which the range is zero
 * stored    the stored bytes of all ranges
 * </pre>
 */
final class FileContent {

    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final int RANGE = 2 * Long.BYTES + Integer.BYTES;

    private final long size;
    private final TreeMap<Long, Range> ranges;

    /** A range of bytes; those after the stored ones are zero. */
    private record Range(long length, Bytes stored) {

        Range slice(long from, long to) {
            int stop = (int) Math.min(to, stored.length());
            return new Range(to - from, from < stop ? stored.slice((int) from, stop) : Bytes.EMPTY);
        }
    }

    private FileContent(long size, TreeMap<Long, Range> ranges) {
        this.size = size;
        this.ranges = ranges;
    }

    /** Creates the content of a file of which nothing has been read. */
    FileContent(long size) {
        this(size, new TreeMap<>());
    }

    long size() {
        return size;
    }

    /** Adds bytes that were read; those that were read before at the same offsets are replaced. */
    void add(long offset, Bytes read) {
        long end = offset + read.length();
        Map.Entry<Long, Range> before = ranges.lowerEntry(offset);
        if (before != null) {
            cut(before.getKey(), before.getValue(), offset, end);
        }
        Map<Long, Range> inside = new TreeMap<>(ranges.subMap(offset, end));
        inside.forEach((at, old) -> {
            ranges.remove(at);
            cut(at, old, offset, end);
        });
        ranges.put(offset, new Range(read.length(), read.withoutTrailingZeros().detached()));
    }

    /** Keeps what lies of a range before and after others. */
    private void cut(long at, Range range, long from, long to) {
        if (at < from) {
            ranges.put(at, range.slice(0, Math.min(from - at, range.length)));
        }
        if (at + range.length > to) {
            ranges.put(to, range.slice(to - at, range.length));
        }
    }

    /** Returns the number of bytes that the content takes in a capture. */
    long weight() {
        long weight = HEAD;
        for (Range range : ranges.values()) {
            weight += RANGE + range.stored.length();
        }
        return weight;
    }

    /** Returns the content with zeros in place of all bytes but the first. */
    FileContent firstOnly(int kept) {
        FileContent first = new FileContent(size);
        ranges.forEach((at, range) -> first.ranges.put(
                at,
                new Range(
                        range.length,
                        at == 0 ? range.stored.slice(0, Math.min(kept, range.stored.length())) : Bytes.EMPTY)));
        return first;
    }

    /** Returns the first bytes, with zeros where none were read. */
    Bytes start(int length) {
        return Optional.ofNullable(ranges.get(0L))
                .map(range -> range.stored.resized(length))
                .orElseGet(() -> Bytes.zeros(length));
    }

    /**
     * Reads bytes as from the file.
     *
     * @return the number of bytes; negative at the end of the file
     * @throws IOException if they were not read when the file was captured
     */
    int read(ByteBuffer buffer, long offset) throws IOException {
        if (offset >= size) {
            return -1;
        }
        Map.Entry<Long, Range> found = ranges.floorEntry(offset);
        if (found == null || offset >= found.getKey() + found.getValue().length) {
            throw new IOException("the capture does not contain the bytes at offset " + offset);
        }
        Range range = found.getValue();
        long from = offset - found.getKey();
        int count = (int) Math.min(buffer.remaining(), Math.min(range.length - from, size - offset));
        int stored = (int) Math.max(0, Math.min(count, range.stored.length() - from));
        if (stored > 0) {
            buffer.put(range.stored.slice((int) from, (int) from + stored).asBuffer());
        }
        buffer.put(Bytes.zeros(count - stored).asBuffer());
        return count;
    }

    /** Returns the encoded form. */
    Bytes encode() {
        List<Bytes> parts = new ArrayList<>();
        parts.add(Bytes.ofNumber(size, Long.BYTES));
        parts.add(Bytes.ofNumber(ranges.size(), Integer.BYTES));
        ranges.forEach((at, range) -> {
            parts.add(Bytes.ofNumber(at, Long.BYTES));
            parts.add(Bytes.ofNumber(range.length, Long.BYTES));
            parts.add(Bytes.ofNumber(range.stored.length(), Integer.BYTES));
        });
        ranges.values().forEach(range -> parts.add(range.stored));
        return Bytes.concat(parts);
    }

    /**
     * Decodes a content from a place in a pack; shares storage.
     *
     * @throws InvalidCaptureException if there is none
     */
    static FileContent decode(Bytes pack, long place) throws InvalidCaptureException {
        if (place < 0 || place > pack.length() - HEAD) {
            throw malformed();
        }
        int at = (int) place;
        long size = pack.number(at, Long.BYTES);
        long count = pack.number(at + Long.BYTES, Integer.BYTES);
        at += HEAD;
        long stored = at + count * RANGE;
        if (size < 0 || stored > pack.length()) {
            throw malformed();
        }
        FileContent content = new FileContent(size);
        long end = 0;
        for (long left = count; left > 0; left--, at += RANGE) {
            long offset = pack.number(at, Long.BYTES);
            long length = pack.number(at + Long.BYTES, Long.BYTES);
            long own = pack.number(at + 2 * Long.BYTES, Integer.BYTES);
            if (offset < end
                    || length < 0
                    || offset > Long.MAX_VALUE - length
                    || own > length
                    || own > pack.length() - stored) {
                throw malformed();
            }
            content.ranges.put(offset, new Range(length, pack.slice((int) stored, (int) (stored + own))));
            stored += own;
            end = offset + length;
        }
        return content;
    }

    private static InvalidCaptureException malformed() {
        return new InvalidCaptureException("the capture is malformed: it holds no valid content for this file");
    }
}
