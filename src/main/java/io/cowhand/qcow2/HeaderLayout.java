package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.List;

/**
 * The only owner of the layout of the first cluster, and so of {@code backing_file_offset} and
 * {@code backing_file_size}.
 *
 * <p>The layout is QEMU's (section "Header extensions"): fields, extensions, end marker, and the backing file name
 * directly after it. Bytes that only the old header used become zero; bytes that belonged to no part of it are kept
 * unless the new header covers them.
 */
final class HeaderLayout {

    private static final Bytes END_MARKER = Bytes.zeros(HeaderExtension.HEADER_LENGTH);

    private HeaderLayout() {}

    /**
     * Returns a header with other extensions and another name.
     *
     * <p>The result may be longer than the window, or the cluster; callers must check ({@link
     * HeaderImage#end}).
     *
     * @param old the header, whose layout must be known
     * @param fields the fields of the new header, into which offset and size of the name are written
     * @param name the backing file name; empty for none
     */
    static HeaderImage layOut(HeaderImage old, Bytes fields, List<HeaderExtension> extensions, Bytes name) {
        List<HeaderExtension> padded =
                extensions.stream().map(HeaderExtension::padded).toList();
        HeaderImage bare = new HeaderImage(fields, padded, END_MARKER, Bytes.EMPTY, name, Bytes.EMPTY);
        int nameOffset = name.isEmpty() ? 0 : bare.extensionsEnd() + END_MARKER.length();
        Bytes placed = HeaderField.BACKING_FILE_OFFSET.write(fields, nameOffset);
        placed = HeaderField.BACKING_FILE_SIZE.write(placed, name.length());
        Bytes freed = old.unowned();
        Bytes tail = freed.slice(Math.min(bare.end(), freed.length()), freed.length());
        return new HeaderImage(placed, padded, END_MARKER, Bytes.EMPTY, name, tail);
    }
}
