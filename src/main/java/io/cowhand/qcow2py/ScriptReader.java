package io.cowhand.qcow2py;

import io.cowhand.bytes.Bytes;
import io.cowhand.inspect.ImageFile;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.BitmapTableEntry;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a header as the script does: extensions from {@code header_length} on, as long as they begin before the
 * backing file name, or before the end of the first cluster.
 *
 * <p>Unlike the script, gives up beyond a million extensions, and beyond 32 MiB that are kept of them: text, bitmap
 * directories with {@value Limits#OVERHEAD} bytes for each part, and bitmap tables.
 */
final class ScriptReader {

    private final ImageFile file;
    private final Map<HeaderField, Long> values = new EnumMap<>(HeaderField.class);
    private final List<ScriptHeader.Extension> extensions = new ArrayList<>();
    private long bytes;
    private long position;

    private ScriptReader(ImageFile file) {
        this.file = file;
    }

    /**
     * Reads a header.
     *
     * @throws IOException if the file is shorter than the header says, or a limit is exceeded
     */
    static ScriptHeader read(ImageFile file) throws IOException {
        ScriptReader reader = new ScriptReader(file);
        reader.fields();
        reader.extensions();
        return new ScriptHeader(reader.values, reader.extensions);
    }

    private void fields() throws IOException {
        Bytes header = next(HeaderField.V3_MIN_LENGTH, "the header");
        boolean second = HeaderField.VERSION.read(header) == 2;
        for (ScriptField each : ScriptField.ALL) {
            HeaderField field = each.field();
            boolean missing = second && field.sinceVersion() > 2;
            values.put(field, missing ? inVersion2(field) : field.read(header));
        }
    }

    /** Returns the value that a version 2 header implies for a field (section "Header"). */
    private static long inVersion2(HeaderField field) {
        return switch (field) {
            case REFCOUNT_ORDER -> 4;
            case HEADER_LENGTH -> HeaderField.V2_LENGTH;
            default -> 0;
        };
    }

    private long value(HeaderField field) {
        return values.getOrDefault(field, 0L);
    }

    private void extensions() throws IOException {
        long clusterBits = value(HeaderField.CLUSTER_BITS);
        long nameOffset = value(HeaderField.BACKING_FILE_OFFSET);
        long end = clusterBits >= Long.SIZE - 1 ? Long.MAX_VALUE : 1L << clusterBits;
        if (nameOffset != 0 && Long.compareUnsigned(nameOffset, end) < 0) {
            end = nameOffset;
        }
        position = value(HeaderField.HEADER_LENGTH);
        while (position < end) {
            long at = position;
            Bytes header = next(HeaderExtension.HEADER_LENGTH, "an extension at offset " + at);
            long magic = header.number(0, 4);
            long length = header.number(4, 4);
            if (magic == ExtensionType.END) {
                return;
            }
            if (extensions.size() == Limits.EXTENSIONS) {
                throw new ScriptException("there are more than " + Limits.EXTENSIONS + " header extensions");
            }
            extensions.add(
                    magic == ExtensionType.BITMAPS.magic()
                            ? bitmaps(magic, length)
                            : new ScriptHeader.Data(magic, length, payload(length)));
        }
    }

    private ScriptHeader.Payload payload(long length) throws IOException {
        long at = position;
        long there = Math.max(0, Math.min(length, file.size() - at));
        position = Math.min(at + (length + 7) / 8 * 8, Math.max(at, file.size()));
        StringBuilder text = new StringBuilder();
        for (long done = 0; done < there; ) {
            Bytes part = file.readBuffered(at + done, (int) Math.min(there - done, 4096));
            for (int i = 0; i < part.length(); i++) {
                if (!isPrintable(part.u8(i))) {
                    return new ScriptHeader.Binary();
                }
                text.append((char) part.u8(i));
            }
            done += part.length();
            count(part.length(), "the extensions hold more text than is shown");
        }
        return new ScriptHeader.Printable(text.toString());
    }

    /** Returns whether a character is in Python's string.printable: printable ASCII and white space. */
    private static boolean isPrintable(int character) {
        return character >= ' ' && character < 0x7f || character >= '\t' && character <= '\r';
    }

    private ScriptHeader.Bitmaps bitmaps(long magic, long length) throws IOException {
        ExtensionPayload.Bitmaps pointer = ExtensionPayload.Bitmaps.read(
                        next(ExtensionPayload.Bitmaps.LENGTH, "the bitmaps extension"))
                .orElseThrow();
        count(Limits.OVERHEAD, "there are more bitmaps extensions than are shown");
        long behind = position;
        position = seek(pointer.directoryOffset());
        List<ScriptHeader.Bitmap> directory = new ArrayList<>();
        for (long i = 0; i < pointer.count(); i++) {
            directory.add(bitmap());
        }
        position = behind;
        return new ScriptHeader.Bitmaps(
                magic,
                length,
                List.of(
                        new ScriptHeader.Number("nb_bitmaps", pointer.count(), false),
                        new ScriptHeader.Number("reserved32", pointer.reserved(), false),
                        new ScriptHeader.Number("bitmap_directory_size", pointer.directorySize(), true),
                        new ScriptHeader.Number("bitmap_directory_offset", pointer.directoryOffset(), true)),
                directory);
    }

    private ScriptHeader.Bitmap bitmap() throws IOException {
        BitmapDirectory.Fixed fixed =
                BitmapDirectory.Fixed.read(next(BitmapDirectory.Fixed.LENGTH, "the bitmap directory"));
        count(Limits.OVERHEAD + (long) fixed.nameSize(), "the bitmap directory is longer than is shown");
        position += fixed.extraSize();
        int there = (int) Math.max(0, Math.min(fixed.nameSize(), file.size() - position));
        String name = file.read(position, there).display();
        long padding = fixed.entryLength() - BitmapDirectory.Fixed.LENGTH - fixed.extraSize() - fixed.nameSize();
        position += there + padding;
        return new ScriptHeader.Bitmap(
                name,
                List.of(
                        new ScriptHeader.Number("bitmap_table_offset", fixed.tableOffset(), true),
                        new ScriptHeader.Number("bitmap_table_size", fixed.tableSize(), false),
                        new ScriptHeader.Number(ScriptHeader.FLAGS, fixed.flags(), true),
                        new ScriptHeader.Number("type", fixed.type(), false),
                        new ScriptHeader.Number("granularity_bits", fixed.granularityBits(), false),
                        new ScriptHeader.Number("name_size", fixed.nameSize(), false),
                        new ScriptHeader.Number("extra_data_size", fixed.extraSize(), false)),
                table(seek(fixed.tableOffset()), fixed.tableSize()),
                clusterSize());
    }

    private Bytes table(long offset, long entries) throws IOException {
        long length = BitmapTableEntry.LENGTH * entries;
        count(length, "the bitmap tables are longer than is shown");
        if (entries > 0 && offset > file.size() - length) {
            throw ends("a bitmap table at offset " + offset);
        }
        return file.read(offset, (int) length);
    }

    private BigInteger clusterSize() throws ScriptException {
        long bits = value(HeaderField.CLUSTER_BITS);
        if (bits > Limits.CLUSTER_BITS) {
            throw new ScriptException("cluster_bits is " + bits);
        }
        return BigInteger.ONE.shiftLeft((int) bits);
    }

    /** Returns the next bytes; unlike QEMU, the script does not read zeros beyond the end of the file. */
    private Bytes next(int length, String what) throws IOException {
        if (position > file.size() - length) {
            throw ends(what);
        }
        Bytes read = file.readBuffered(position, length);
        position += length;
        return read;
    }

    private static long seek(long offset) throws ScriptException {
        if (offset < 0) {
            throw new ScriptException("offset 0x" + Long.toHexString(offset) + " is beyond what a file can have");
        }
        return offset;
    }

    private void count(long more, String tooMany) throws ScriptException {
        bytes += more;
        if (bytes > Limits.KEPT_BYTES) {
            throw new ScriptException(tooMany);
        }
    }

    private static ScriptException ends(String what) {
        return new ScriptException("the file ends before " + what + " does");
    }
}
