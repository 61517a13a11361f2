package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One header extension, with the bytes that it was read from. Immutable. */
public final class HeaderExtension {

    /** Bytes of an extension's own header: magic and length. */
    public static final int HEADER_LENGTH = 8;

    private final long magic;
    private final Bytes data;
    private final Bytes padding;
    /** The decoded payload; null as long as nobody has asked for it. Several threads may decode it, and all get equal ones. */
    private volatile @Nullable ExtensionPayload payload;

    /**
     * Creates an extension.
     *
     * @param magic the type's number, 32 bits, not 0
     * @param data the payload
     * @param padding the bytes up to a multiple of 8; fewer at the end of the area
     */
    public HeaderExtension(long magic, Bytes data, Bytes padding) {
        this.magic = magic;
        this.data = data;
        this.padding = padding;
    }

    /** Returns an extension with zero padding. */
    public static HeaderExtension of(long magic, Bytes data) {
        return new HeaderExtension(magic, data, Bytes.zeros(paddingLength(data.length())));
    }

    /** Returns an extension of a known type, with zero padding. */
    public static HeaderExtension of(ExtensionType type, Bytes data) {
        return of(type.magic(), data);
    }

    /**
     * Returns the extension with labels, in canonical form.
     *
     * @param labels {@linkplain ExtensionPayload.Labels#isName names} and {@linkplain ExtensionPayload.Labels#isText values}
     *     that can be written
     */
    public static HeaderExtension ofLabels(Map<String, String> labels) {
        SortedMap<String, String> sorted = new TreeMap<>(labels);
        HeaderExtension extension = of(ExtensionType.LABELS, ExtensionPayload.Labels.encode(sorted));
        // What decoding it would give: the steps that follow ask for it.
        extension.payload = new ExtensionPayload.Labels(Collections.unmodifiableMap(sorted));
        return extension;
    }

    /** Returns the number of bytes that pad a payload to a multiple of 8. */
    public static int paddingLength(int dataLength) {
        return -dataLength & 7;
    }

    /** Returns the type's number. */
    public long magic() {
        return magic;
    }

    /** Returns the payload. */
    public Bytes data() {
        return data;
    }

    /** Returns the bytes after the payload, up to a multiple of 8; fewer at the end of the area. */
    public Bytes padding() {
        return padding;
    }

    /** Returns whether this extension is of a type. */
    public boolean is(ExtensionType type) {
        return magic == type.magic();
    }

    /** Returns the type's name, or its number as {@code 0x…}. */
    public String label() {
        return ExtensionType.label(magic);
    }

    /** Returns whether QEMU does not know the type, and so copies the extension when it rewrites the header. */
    public boolean isCarried() {
        Optional<ExtensionType> type = ExtensionType.find(magic);
        return type.isEmpty() || type.get().onRewrite() == ExtensionRewrite.CARRIED;
    }

    /**
     * Returns the decoded payload; {@link ExtensionPayload.Unknown} if the type is unknown or the payload malformed.
     */
    public ExtensionPayload payload() {
        ExtensionPayload known = payload;
        if (known == null) {
            known = ExtensionPayload.of(this);
            payload = known;
        }
        return known;
    }

    /** Returns the total length in bytes of header, payload and padding. */
    public int encodedLength() {
        return HEADER_LENGTH + data.length() + padding.length();
    }

    /** Returns the same extension, detached from the storage of the whole header. */
    public HeaderExtension detached() {
        HeaderExtension copy = new HeaderExtension(magic, data.detached(), padding.detached());
        ExtensionPayload known = payload;
        if (known instanceof ExtensionPayload.Labels) {
            copy.payload = known; // labels are texts of their own, which do not refer to the header's storage
        }
        return copy;
    }

    /** Returns the same extension with complete padding, which every extension but the last must have. */
    HeaderExtension padded() {
        int full = paddingLength(data.length());
        return padding.length() == full ? this : new HeaderExtension(magic, data, padding.resized(full));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof HeaderExtension that
                        && magic == that.magic
                        && data.equals(that.data)
                        && padding.equals(that.padding);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(magic) + data.hashCode();
    }

    @Override
    public String toString() {
        return label() + " " + data;
    }

    /** Adds the encoded extension to a list of parts. */
    void addTo(List<Bytes> parts) {
        parts.add(Bytes.ofNumber(magic << Integer.SIZE | data.length(), HEADER_LENGTH));
        parts.add(data);
        parts.add(padding);
    }
}
