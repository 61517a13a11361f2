package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ObjIntConsumer;

/**
 * The decoded window of an image; the parts tile it in this order (see the package's grammar).
 *
 * @param fields the header fields: 72 bytes in version 2, {@code header_length} bytes in version 3, or those of the
 *     shortest header if {@code header_length} is not valid
 * @param extensions the extensions in order, up to the first malformed one
 * @param endMarker the 8 bytes that end the extensions; empty if there is no end marker
 * @param gap the bytes between the extensions and the backing file name
 * @param name the backing file name, if it follows the extensions; see {@link #backingName}
 * @param tail the rest of the window
 */
public record HeaderImage(
        Bytes fields, List<HeaderExtension> extensions, Bytes endMarker, Bytes gap, Bytes name, Bytes tail) {

    /** Version 2 has reference counts of 16 bits (section "Header", refcount_order). */
    private static final int V2_REFCOUNT_ORDER = 4;

    /** Copies the list. */
    public HeaderImage {
        extensions = List.copyOf(extensions);
    }

    /** Returns the format's version, 2 or 3. */
    public int version() {
        return (int) HeaderField.VERSION.read(fields);
    }

    /** Returns whether this header has a field: version 2 lacks some, and header_length may exclude others. */
    public boolean has(HeaderField field) {
        return (field.sinceVersion() == 2 || field.sinceVersion() <= version()) && field.end() <= fields.length();
    }

    /**
     * Returns a field's value, unsigned; 0 if the header does not have the field.
     *
     * <p>The specification defines 0 for missing fields, except for {@code refcount_order} and {@code header_length},
     * which no rule reads in version 2.
     */
    public long get(HeaderField field) {
        return has(field) ? field.read(fields) : 0;
    }

    /** Returns the cluster size in bytes; nothing if QEMU does not accept {@code cluster_bits}. */
    public OptionalInt clusterSize() {
        long bits = get(HeaderField.CLUSTER_BITS);
        return bits < Limits.MIN_CLUSTER_BITS || bits > Limits.MAX_CLUSTER_BITS
                ? OptionalInt.empty()
                : OptionalInt.of(1 << bits);
    }

    /** Returns whether a feature bit is set; never in version 2. */
    public boolean has(FeatureBit bit) {
        return (get(bit.group().field()) & bit.mask()) != 0;
    }

    /** Returns whether the bit of a feature is set. */
    public boolean has(KnownFeature feature) {
        return has(feature.asBit());
    }

    /** Returns the bits of a group that are set, in ascending order. */
    public List<FeatureBit> features(FeatureGroup group) {
        return FeatureBit.of(group, get(group.field()));
    }

    /** Returns the unknown bits of a group that are set, as a mask. */
    public long unknownFeatures(FeatureGroup group) {
        return get(group.field()) & ~KnownFeature.mask(group);
    }

    /** Visits the first {@code limit} extensions in order, each with the offset of its own header. */
    public void forEachExtension(int limit, ObjIntConsumer<HeaderExtension> visitor) {
        int offset = extensionsStart();
        for (HeaderExtension extension : extensions.subList(0, Math.min(extensions.size(), limit))) {
            visitor.accept(extension, offset);
            offset += extension.encodedLength();
        }
    }

    /** Returns all extensions of a type. */
    public List<HeaderExtension> extensions(long magic) {
        List<HeaderExtension> found = new ArrayList<>();
        for (HeaderExtension each : extensions) {
            if (each.magic() == magic) {
                found.add(each);
            }
        }
        return found;
    }

    /** Returns the effective extension of a type: of several, QEMU uses the last one. */
    public Optional<HeaderExtension> extension(ExtensionType type) {
        for (int i = extensions.size() - 1; i >= 0; i--) {
            if (extensions.get(i).is(type)) {
                return Optional.of(extensions.get(i));
            }
        }
        return Optional.empty();
    }

    /** Returns the decoded payload of the effective extension of a type, if it is well-formed. */
    public <P extends ExtensionPayload> Optional<P> payload(ExtensionType type, Class<P> kind) {
        Optional<HeaderExtension> extension = extension(type);
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        ExtensionPayload payload = extension.get().payload();
        return kind.isInstance(payload) ? Optional.of(kind.cast(payload)) : Optional.empty();
    }

    /**
     * Returns the bitmaps extension that QEMU uses: the last one, unless the autoclear bit marks the bitmaps as out of
     * date.
     */
    public Optional<ExtensionPayload.Bitmaps> bitmaps() {
        return has(KnownFeature.BITMAPS)
                ? payload(ExtensionType.BITMAPS, ExtensionPayload.Bitmaps.class)
                : Optional.empty();
    }

    /**
     * Returns the backing file name, wherever in the window it lies; nothing where there is none, or it is not
     * readable.
     */
    public Optional<Bytes> backingName() {
        if (!name.isEmpty()) {
            return Optional.of(name);
        }
        long offset = get(HeaderField.BACKING_FILE_OFFSET);
        long size = get(HeaderField.BACKING_FILE_SIZE);
        if (offset == 0 || size == 0) {
            return Optional.empty();
        }
        int length = windowLength();
        boolean readable = offset > 0 && offset < length && size <= length - offset;
        return readable ? Optional.of(encode().slice((int) offset, (int) (offset + size))) : Optional.empty();
    }

    /** Returns the backing format as QEMU reads it, up to a zero byte; nothing if it is missing or empty. */
    public Optional<Bytes> backingFormat() {
        return extension(ExtensionType.BACKING_FORMAT)
                .map(format -> format.data().untilZero())
                .filter(format -> !format.isEmpty());
    }

    /** Returns the offset of the first extension's header. */
    public int extensionsStart() {
        return fields.length();
    }

    /** Returns the offset after the last extension, which is that of the end marker, if any. */
    public int extensionsEnd() {
        int end = fields.length();
        for (HeaderExtension extension : extensions) {
            end += extension.encodedLength();
        }
        return end;
    }

    /** Returns the offset after the last byte that belongs to the header. */
    public int end() {
        int extensionsEnd = extensionsEnd() + endMarker.length();
        return name.isEmpty() ? extensionsEnd : extensionsEnd + gap.length() + name.length();
    }

    /** Returns the window's length in bytes. */
    public int windowLength() {
        return extensionsEnd() + endMarker.length() + gap.length() + name.length() + tail.length();
    }

    /**
     * Returns the offset of the end of the area for extensions, by the header's fields (section "Header extensions").
     */
    public long extensionAreaEnd() {
        long offset = get(HeaderField.BACKING_FILE_OFFSET);
        return offset != 0 ? offset : clusterSize().orElse(0);
    }

    /**
     * Returns the offset of the first malformed extension, which would extend past the end of the area; no extensions
     * can be read after it.
     */
    public OptionalInt brokenExtension() {
        boolean parsed = clusterSize().isPresent() && fieldsFit() && backingOffsetFits();
        return parsed && endMarker.isEmpty() && Long.compareUnsigned(extensionsEnd(), extensionAreaEnd()) < 0
                ? OptionalInt.of(extensionsEnd())
                : OptionalInt.empty();
    }

    /** Returns whether {@code header_length} is valid. */
    boolean fieldsFit() {
        long length = version() < 3 ? HeaderField.V2_LENGTH : get(HeaderField.HEADER_LENGTH);
        return length == fields.length() && length <= clusterSize().orElse(0);
    }

    /** Returns whether {@code backing_file_offset} lies after the fields and within the cluster, or is 0. */
    boolean backingOffsetFits() {
        long offset = get(HeaderField.BACKING_FILE_OFFSET);
        return offset == 0
                || offset >= fields.length() && offset <= clusterSize().orElse(0);
    }

    /** Returns whether {@code backing_file_size} lets the name end within the cluster. */
    boolean backingNameFits() {
        long offset = get(HeaderField.BACKING_FILE_OFFSET);
        return offset == 0
                || get(HeaderField.BACKING_FILE_SIZE) <= clusterSize().orElse(0) - offset;
    }

    /** Returns whether the purpose of every byte is known, so that extensions and name can be laid out again. */
    public boolean isLayoutKnown() {
        return clusterSize().isPresent()
                && fieldsFit()
                && backingOffsetFits()
                && backingNameFits()
                && brokenExtension().isEmpty();
    }

    /** Returns the same header with another value in an existing field; the layout does not change. */
    public HeaderImage with(HeaderField field, long value) {
        return new HeaderImage(field.write(fields, value), extensions, endMarker, gap, name, tail);
    }

    /** Returns the same header with a feature bit set or cleared; version 3 only. */
    public HeaderImage with(FeatureBit bit, boolean set) {
        HeaderField field = bit.group().field();
        long mask = get(field);
        return with(field, set ? mask | bit.mask() : mask & ~bit.mask());
    }

    /** Returns the same header with other extensions, laid out again if they differ. */
    public HeaderImage with(List<HeaderExtension> replacement) {
        return with(replacement, name);
    }

    /**
     * Returns the same header with another backing file name, {@link Bytes#EMPTY} for none, laid out again if it
     * differs.
     */
    public HeaderImage with(Bytes replacement) {
        return with(extensions, replacement);
    }

    /**
     * Returns the same header with other extensions and another backing file name, laid out again if they differ.
     *
     * <p>Both change in one call, since an intermediate layout could cover bytes that the final one does not.
     */
    public HeaderImage with(List<HeaderExtension> newExtensions, Bytes newName) {
        return newExtensions.equals(extensions) && newName.equals(name)
                ? this
                : HeaderLayout.layOut(this, fields, newExtensions, newName);
    }

    /** Returns the same header with other extensions and no backing file name; also clears an offset without a name. */
    public HeaderImage withoutName(List<HeaderExtension> newExtensions) {
        boolean onlyOffset = name.isEmpty() && get(HeaderField.BACKING_FILE_OFFSET) != 0 && isLayoutKnown();
        return onlyOffset
                ? HeaderLayout.layOut(this, fields, newExtensions, Bytes.EMPTY)
                : with(newExtensions, Bytes.EMPTY);
    }

    /**
     * Returns the same header with fields of another length, laid out again if it differs; version 3 only.
     *
     * @param length the length in bytes, at least {@link HeaderField#V3_MIN_LENGTH}; additional bytes are zero
     */
    public HeaderImage withFieldsOf(int length) {
        return length == fields.length()
                ? this
                : HeaderLayout.layOut(
                        this, HeaderField.HEADER_LENGTH.write(fields.resized(length), length), extensions, name);
    }

    /**
     * Returns the same version 2 header in version 3, with all fields that the specification defines; laid out again.
     */
    public HeaderImage upgraded() {
        Bytes longer = fields.resized(HeaderField.V3_LENGTH);
        Bytes versioned = HeaderField.VERSION.write(longer, 3);
        Bytes counted = HeaderField.REFCOUNT_ORDER.write(versioned, V2_REFCOUNT_ORDER);
        Bytes all = HeaderField.HEADER_LENGTH.write(counted, HeaderField.V3_LENGTH);
        return HeaderLayout.layOut(this, all, extensions, name);
    }

    /**
     * Returns the extensions with exactly one of a type: the payload of the first one is replaced and all others are
     * removed; if there is none, one is inserted at {@code position}.
     */
    public List<HeaderExtension> extensionsWith(long magic, Bytes data, int position) {
        return extensionsWith(HeaderExtension.of(magic, data), position);
    }

    /**
     * Returns the extensions with exactly one of a type: the first one is replaced, unless it has the same payload, and all
     * others are removed; if there is none, one is inserted at {@code position}.
     */
    public List<HeaderExtension> extensionsWith(HeaderExtension extension, int position) {
        List<HeaderExtension> result = new ArrayList<>();
        boolean placed = false;
        for (HeaderExtension each : extensions) {
            if (each.magic() != extension.magic()) {
                result.add(each);
            } else if (!placed) {
                result.add(each.data().equals(extension.data()) ? each : extension);
                placed = true;
            }
        }
        if (!placed) {
            result.add(position, extension);
        }
        return result;
    }

    /**
     * Returns the position at which QEMU would insert an extension of a type: after the leading ones that it writes
     * before.
     */
    public int positionOf(ExtensionType type) {
        int position = 0;
        while (position < extensions.size() && isWrittenBefore(extensions.get(position), type)) {
            position++;
        }
        return position;
    }

    private static boolean isWrittenBefore(HeaderExtension extension, ExtensionType type) {
        return ExtensionType.find(extension.magic())
                .filter(known -> known.compareTo(type) < 0)
                .isPresent();
    }

    /** Returns the extensions except those of a type. */
    public List<HeaderExtension> extensionsWithout(long magic) {
        return extensions.stream().filter(each -> each.magic() != magic).toList();
    }

    /**
     * Written out, since every run compares headers: the JVM links a record's generated method at its first call, which
     * takes 25 ms for the first such record (RecordEqualityBenchmark, JDK 17), and this method 0.5 ms.
     */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof HeaderImage that
                        && fields.equals(that.fields)
                        && extensions.equals(that.extensions)
                        && endMarker.equals(that.endMarker)
                        && gap.equals(that.gap)
                        && name.equals(that.name)
                        && tail.equals(that.tail);
    }

    @Override
    public int hashCode() {
        return 31 * fields.hashCode() + extensions.hashCode();
    }

    /** Returns the window: all parts, one after the other. */
    public Bytes encode() {
        return Bytes.concat(parts());
    }

    /** Returns whether {@link #encode} would return this window. */
    public boolean isEncodedAs(Bytes window) {
        return window.isConcat(parts());
    }

    private List<Bytes> parts() {
        List<Bytes> parts = new ArrayList<>(4 * extensions.size() + 5);
        parts.add(fields);
        for (HeaderExtension extension : extensions) {
            extension.addTo(parts);
        }
        parts.add(endMarker);
        parts.add(gap);
        parts.add(name);
        parts.add(tail);
        return parts;
    }

    /** Returns the window with zeros in place of the header: the bytes that a longer header would overwrite. */
    public Bytes unowned() {
        int gapAt = extensionsEnd() + endMarker.length();
        return gap.isZero() && tail.isZero()
                ? Bytes.zeros(windowLength())
                : Bytes.concat(List.of(Bytes.zeros(gapAt), gap, Bytes.zeros(name.length()), tail));
    }
}
