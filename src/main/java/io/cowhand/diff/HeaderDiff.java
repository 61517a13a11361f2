package io.cowhand.diff;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.FieldGap;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Compares two headers, part by part. */
public final class HeaderDiff {

    private HeaderDiff() {}

    /**
     * Returns all changes: fields, features, unnamed bytes of the fields, extensions, their order, the backing file name, and
     * lost bytes that belonged to no part of the header.
     *
     * <p>Derived fields, the feature masks as numbers and extensions that merely moved are left out; but where nothing
     * else differs, they are named as bytes.
     */
    public static List<Change> between(HeaderImage before, HeaderImage after) {
        List<Change> changes = new ArrayList<>();
        if (!before.fields().equals(after.fields())) {
            fields(before, after, changes);
            features(before, after, changes);
            unnamedBytes(before, after, changes);
        }
        changes.addAll(ExtensionDiff.between(before.extensions(), after.extensions()));
        if (!before.backingName().equals(after.backingName())) {
            changes.add(new Change.BackingFile(before.backingName(), after.backingName()));
        }
        lostBytes(before.unowned(), after, changes);
        lostPadding(before, after, changes);
        if (!before.endMarker().isEmpty() && !before.endMarker().isZero()) {
            bytes(before.extensionsEnd(), before.endMarker(), after.endMarker(), changes);
        }
        if (changes.isEmpty()) {
            bytes(0, before.encode(), after.encode(), changes);
        }
        return List.copyOf(changes);
    }

    private static void fields(HeaderImage before, HeaderImage after, List<Change> changes) {
        for (HeaderField field : HeaderField.values()) {
            boolean listed = !field.isDerived() && field.kind() != HeaderField.Kind.FEATURES;
            boolean same = before.has(field) == after.has(field) && before.get(field) == after.get(field);
            if (listed && !same) {
                changes.add(new Change.Field(field, value(before, field), value(after, field)));
            }
        }
    }

    private static OptionalLong value(HeaderImage header, HeaderField field) {
        return header.has(field) ? OptionalLong.of(header.get(field)) : OptionalLong.empty();
    }

    private static void features(HeaderImage before, HeaderImage after, List<Change> changes) {
        for (FeatureGroup group : FeatureGroup.values()) {
            long differing = before.get(group.field()) ^ after.get(group.field());
            if (differing == 0) {
                continue;
            }
            FeatureBit.of(group, differing)
                    .forEach(bit -> changes.add(new Change.Feature(bit, before.has(bit), after.has(bit))));
        }
    }

    private static void unnamedBytes(HeaderImage before, HeaderImage after, List<Change> changes) {
        int length = Math.max(before.fields().length(), after.fields().length());
        Bytes old = before.fields().resized(length);
        Bytes now = after.fields().resized(length);
        for (FieldGap gap : FieldGap.between(0, length)) {
            bytes(gap.offset(), gap.of(old), gap.of(now), changes);
        }
    }

    /** Bytes of no part of the old header that are not zero, from the first to the last that is another one now. */
    private static void lostBytes(Bytes unowned, HeaderImage header, List<Change> changes) {
        if (unowned.isZero()) {
            return;
        }
        Bytes after = header.encode();
        int first = -1;
        int end = 0;
        for (int at = 0; at < Math.min(unowned.length(), after.length()); at++) {
            if (unowned.u8(at) != 0 && unowned.u8(at) != after.u8(at)) {
                first = first < 0 ? at : first;
                end = at + 1;
            }
        }
        if (first >= 0) {
            changes.add(new Change.RawBytes(first, unowned.slice(first, end), after.slice(first, end)));
        }
    }

    /** Padding of extensions that is not zero, and that no extension of the new header has. */
    private static void lostPadding(HeaderImage before, HeaderImage after, List<Change> changes) {
        int offset = before.extensionsStart();
        for (HeaderExtension extension : before.extensions()) {
            if (!extension.padding().isZero() && !after.extensions().contains(extension)) {
                int at = offset
                        + HeaderExtension.HEADER_LENGTH
                        + extension.data().length();
                int length = extension.padding().length();
                changes.add(new Change.RawBytes(at, extension.padding(), Bytes.zeros(length)));
            }
            offset += extension.encodedLength();
        }
    }

    /** The bytes from the first to the last difference, if there is one. */
    private static void bytes(int offset, Bytes old, Bytes now, List<Change> changes) {
        int first = old.mismatch(now);
        if (first >= 0) {
            int end = Math.min(old.length(), now.length());
            while (end > first && old.u8(end - 1) == now.u8(end - 1)) {
                end--;
            }
            changes.add(new Change.RawBytes(offset + first, old.slice(first, end), now.slice(first, end)));
        }
    }
}
