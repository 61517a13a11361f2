package io.cowhand.qcow2;

import java.util.Locale;

/**
 * A part of the first cluster, for drawings of it.
 *
 * @param offset the offset of the first byte, from the start of the image
 * @param length the number of bytes, at least 1
 * @param kind what the bytes are
 * @param name the name of the field or the extension type; for every other kind, the words for the kind
 */
public record HeaderRegion(int offset, int length, Kind kind, String name) {

    /** What the bytes of a region are. */
    public enum Kind {
        /** A header field. */
        FIELD,
        /** Bytes between and after the known fields, up to {@code header_length}. */
        OTHER_FIELDS,
        /** An extension: its own header, the payload and the padding. */
        EXTENSION,
        /** The end marker of the extensions. */
        END_MARKER,
        /** Bytes that cannot be read as extensions, up to the end of the area for extensions. */
        MALFORMED_EXTENSION,
        /** Bytes between the extensions and the backing file name. */
        GAP,
        /** The backing file name. */
        BACKING_FILE_NAME,
        /** The rest of the cluster, which belongs to no part of the header. */
        SLACK;

        /** Returns the kind in words: {@code backing file name}. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Returns the offset after the last byte. */
    public int end() {
        return offset + length;
    }
}
