package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.step.Step;
import io.cowhand.undo.UndoClass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides when an edit may be undone, from the difference between the headers, whichever operation made it.
 *
 * <p>QEMU's interpretation counts: the last of several extensions of a type, texts up to the first zero byte, and the
 * name of a data file only if the image has one.
 */
public final class UndoClassifier {

    private static final List<HeaderField> NUMBERS = Arrays.stream(HeaderField.values())
            .filter(field -> !field.isDerived() && field.kind() != HeaderField.Kind.FEATURES)
            .toList();

    private UndoClassifier() {}

    /** Returns when the edit of a step may be undone; the step and the operation can only make that stricter. */
    public static UndoClass of(Step step, HeaderImage before, HeaderEdit.Edited edited) {
        if (edited.header().equals(before)) {
            return UndoClass.ANYTIME;
        }
        return step.unsafe() ? UndoClass.UNTOUCHED : edited.undo().and(between(before, edited.header()));
    }

    /** Returns when a header may be replaced by another one again, from the difference between them. */
    static UndoClass between(HeaderImage before, HeaderImage after) {
        boolean isLayout = haveSameFields(before, after) && pointToSameData(before, after);
        return isLayout ? ofBackingFile(before, after) : UndoClass.UNTOUCHED;
    }

    /** Compatible features are left out: a program that does not know them may do anything with the data. */
    private static boolean haveSameFields(HeaderImage before, HeaderImage after) {
        return before.fields().equals(after.fields())
                || haveSameNumbers(before, after)
                        && isSame(FeatureGroup.INCOMPATIBLE, before, after)
                        && isSame(FeatureGroup.AUTOCLEAR, before, after)
                        && unknownFields(before).equals(unknownFields(after));
    }

    private static boolean haveSameNumbers(HeaderImage before, HeaderImage after) {
        for (HeaderField field : NUMBERS) {
            if (before.get(field) != after.get(field)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(FeatureGroup group, HeaderImage before, HeaderImage after) {
        return before.get(group.field()) == after.get(group.field());
    }

    /** Fields of a later specification, whose effect on the data is unknown. */
    private static Bytes unknownFields(HeaderImage header) {
        Bytes fields = header.fields();
        return fields.length() <= HeaderField.V3_LENGTH
                ? Bytes.EMPTY
                : fields.slice(HeaderField.V3_LENGTH, fields.length()).withoutTrailingZeros();
    }

    private static boolean pointToSameData(HeaderImage before, HeaderImage after) {
        return before.extensions().equals(after.extensions())
                || data(before, ExtensionType.BITMAPS).equals(data(after, ExtensionType.BITMAPS))
                        && data(before, ExtensionType.ENCRYPTION_HEADER)
                                .equals(data(after, ExtensionType.ENCRYPTION_HEADER))
                        && dataFile(before).equals(dataFile(after));
    }

    private static Optional<Bytes> data(HeaderImage header, ExtensionType type) {
        return header.extension(type).map(HeaderExtension::data);
    }

    private static Optional<Bytes> dataFile(HeaderImage header) {
        return header.has(KnownFeature.EXTERNAL_DATA_FILE)
                ? data(header, ExtensionType.DATA_FILE).map(Bytes::untilZero)
                : Optional.empty();
    }

    /**
     * Classifies the addition of a format. It is {@code ANYTIME} if QEMU would detect the same format from bytes that
     * guests cannot write. The first bytes of a raw file are the guest's: without the format, they could make QEMU
     * detect another.
     */
    private static UndoClass ofBackingFile(HeaderImage before, HeaderImage after) {
        if (!before.extensions().equals(after.extensions())) {
            Optional<Bytes> format = before.backingFormat();
            Optional<Bytes> newFormat = after.backingFormat();
            boolean isProbedAlike = format.isEmpty()
                    && newFormat
                            .map(Bytes::display)
                            .flatMap(DiskFormat::named)
                            .filter(DiskFormat::isCertain)
                            .isPresent();
            if (!format.equals(newFormat) && !isProbedAlike) {
                return UndoClass.UNTOUCHED;
            }
        }
        Optional<Bytes> name = before.backingName().map(Bytes::untilZero);
        Optional<Bytes> newName = after.backingName().map(Bytes::untilZero);
        if (name.equals(newName)) {
            return UndoClass.ANYTIME;
        }
        // Without a backing file guests read zeros, which is other data than that of any backing file.
        return name.isPresent() && newName.isPresent() ? UndoClass.SAME_BACKING : UndoClass.UNTOUCHED;
    }
}
