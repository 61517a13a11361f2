package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.List;

/**
 * One header extension, with the bytes that it was read from.
 *
 * @param magic the type's number, 32 bits, not 0
 * @param data the payload
 * @param padding the bytes up to a multiple of 8; fewer at the end of the area
 */
public record HeaderExtension(long magic, Bytes data, Bytes padding) {

    /** Bytes of an extension's own header: magic and length. */
    public static final int HEADER_LENGTH = 8;

    /** Returns an extension with zero padding. */
    public static HeaderExtension of(long magic, Bytes data) {
        return new HeaderExtension(magic, data, Bytes.zeros(paddingLength(data.length())));
    }

    /** Returns an extension of a known type, with zero padding. */
    public static HeaderExtension of(ExtensionType type, Bytes data) {
        return of(type.magic(), data);
    }

    /** Returns the number of bytes that pad a payload to a multiple of 8. */
    public static int paddingLength(int dataLength) {
        return -dataLength & 7;
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
        return ExtensionType.find(magic)
                .map(type -> type.onRewrite() == ExtensionRewrite.CARRIED)
                .orElse(true);
    }

    /**
     * Returns the decoded payload; {@link ExtensionPayload.Unknown} if the type is unknown or the payload malformed.
     */
    public ExtensionPayload payload() {
        return ExtensionPayload.of(this);
    }

    /** Returns the total length in bytes of header, payload and padding. */
    public int encodedLength() {
        return HEADER_LENGTH + data.length() + padding.length();
    }

    /** Returns the same extension, detached from the storage of the whole header. */
    public HeaderExtension detached() {
        return new HeaderExtension(magic, data.detached(), padding.detached());
    }

    /** Returns the same extension with complete padding, which every extension but the last must have. */
    HeaderExtension padded() {
        int full = paddingLength(data.length());
        return padding.length() == full ? this : new HeaderExtension(magic, data, padding.resized(full));
    }

    /**
     * Written out, since every run compares headers: the JVM links a record's generated method at its first call, which
     * takes 25 ms for the first such record (RecordEqualityBenchmark, JDK 17), and this method 0.5 ms.
     */
    @Override
    public boolean equals(Object other) {
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

    /** Adds the encoded extension to a list of parts. */
    void addTo(List<Bytes> parts) {
        parts.add(Bytes.ofNumber(magic << Integer.SIZE | data.length(), HEADER_LENGTH));
        parts.add(data);
        parts.add(padding);
    }
}
