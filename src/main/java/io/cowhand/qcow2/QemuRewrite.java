package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites a header as QEMU 7.2 does whenever it changes anything in it (qcow2_update_header), by the tables of fields
 * and extension types; except that unknown extensions keep their order, which QEMU reverses each time.
 */
public final class QemuRewrite {

    private QemuRewrite() {}

    /**
     * Returns a header as QEMU would write it; it may be longer than the first cluster, for which QEMU fails.
     *
     * <p>The window keeps its length unless the header needs more. All bytes after the name, or the end marker, are
     * zero.
     *
     * @param old a header whose layout is known
     */
    public static HeaderImage of(HeaderImage old) {
        List<HeaderExtension> extensions = extensions(old);
        Bytes name = old.backingName().map(Bytes::untilZero).orElse(Bytes.EMPTY);
        Bytes end = Bytes.zeros(HeaderExtension.HEADER_LENGTH);
        HeaderImage bare = new HeaderImage(fields(old), extensions, end, Bytes.EMPTY, name, Bytes.EMPTY);
        // An offset without a name is kept, and moves to where the name would be.
        boolean named = old.get(HeaderField.BACKING_FILE_OFFSET) != 0;
        long nameAt = named ? bare.extensionsEnd() + end.length() : 0;
        Bytes tail = Bytes.zeros(Math.max(0, old.windowLength() - bare.end()));
        return new HeaderImage(bare.fields(), extensions, end, Bytes.EMPTY, name, tail)
                .with(HeaderField.BACKING_FILE_OFFSET, nameAt)
                .with(HeaderField.BACKING_FILE_SIZE, name.length());
    }

    private static Bytes fields(HeaderImage old) {
        if (old.version() < 3) {
            return old.fields();
        }
        int length = Math.max(HeaderField.V3_LENGTH, old.fields().length());
        Bytes fields = HeaderField.HEADER_LENGTH.write(old.fields().resized(length), length);
        for (FieldGap padding : FieldGap.padding(length)) {
            fields = fields.with(padding.offset(), Bytes.zeros(padding.end() - padding.offset()));
        }
        for (HeaderField field : HeaderField.values()) {
            if (field.onRewrite() == FieldRewrite.ZEROED && field.end() <= length) {
                fields = field.write(fields, 0);
            }
        }
        return fields;
    }

    private static List<HeaderExtension> extensions(HeaderImage old) {
        List<HeaderExtension> extensions = new ArrayList<>();
        for (ExtensionType type : ExtensionType.values()) {
            Optional<Bytes> payload = type.onRewrite().payload(old, type);
            if (payload.isPresent()) {
                extensions.add(HeaderExtension.of(type, payload.get()));
            }
        }
        for (HeaderExtension each : old.extensions()) {
            if (each.isCarried()) {
                extensions.add(HeaderExtension.of(each.magic(), each.data()));
            }
        }
        return extensions;
    }
}
