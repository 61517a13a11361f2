package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header as QEMU 7.2 writes it anew (qcow2_update_header), whenever it changes anything in it; but unknown extensions
 * keep their order, which QEMU reverses each time.
 */
public final class QemuRewrite {

    /** The largest cluster for which QEMU does without its feature name table. */
    private static final int CLUSTER_WITHOUT_FEATURE_NAMES = 4096;

    private QemuRewrite() {}

    /**
     * A header as QEMU would write it; it may be longer than the first cluster, where QEMU gives up.
     *
     * <p>The window keeps its length, unless the header takes more. Behind the name, or the end marker, all is zero.
     *
     * @param old a header whose layout is known
     */
    public static HeaderImage of(HeaderImage old) {
        List<HeaderExtension> extensions = extensions(old);
        Bytes name = old.backingName().map(Bytes::untilZero).orElse(Bytes.EMPTY);
        Bytes end = Bytes.zeros(HeaderExtension.HEADER_LENGTH);
        HeaderImage bare = new HeaderImage(fields(old), extensions, end, Bytes.EMPTY, name, Bytes.EMPTY);
        // An offset without a name stays one, and moves to where the name would be.
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
        int paddingAt = HeaderField.COMPRESSION_TYPE.end();
        Bytes fields = old.fields().resized(length).with(paddingAt, Bytes.zeros(HeaderField.V3_LENGTH - paddingAt));
        return HeaderField.HEADER_LENGTH.write(fields, length);
    }

    private static List<HeaderExtension> extensions(HeaderImage old) {
        List<HeaderExtension> extensions = new ArrayList<>();
        text(old, ExtensionType.BACKING_FORMAT).ifPresent(extensions::add);
        if (old.has(KnownFeature.EXTERNAL_DATA_FILE)) {
            text(old, ExtensionType.DATA_FILE).ifPresent(extensions::add);
        }
        old.extension(ExtensionType.ENCRYPTION_HEADER)
                .map(pointer -> HeaderExtension.of(pointer.magic(), pointer.data()))
                .ifPresent(extensions::add);
        if (hasFeatureNames(old)) {
            extensions.add(HeaderExtension.of(ExtensionType.FEATURE_NAMES, ExtensionPayload.FeatureNames.canonical()));
        }
        if (old.bitmaps().isPresent()) {
            extensions.add(HeaderExtension.of(
                    ExtensionType.BITMAPS,
                    old.extension(ExtensionType.BITMAPS).orElseThrow().data()));
        }
        for (HeaderExtension each : old.extensions()) {
            if (isUnknown(each)) {
                extensions.add(HeaderExtension.of(each.magic(), each.data()));
            }
        }
        return extensions;
    }

    /** Whether QEMU writes a feature name table: in version 3, unless clusters are too small for it. */
    private static boolean hasFeatureNames(HeaderImage header) {
        return header.version() >= 3 && header.clusterSize().orElse(0) > CLUSTER_WITHOUT_FEATURE_NAMES;
    }

    /** Whether QEMU carries an extension along without knowing what it is. */
    public static boolean isUnknown(HeaderExtension extension) {
        return ExtensionType.find(extension.magic())
                .filter(type -> type != ExtensionType.LABELS)
                .isEmpty();
    }

    /** QEMU keeps names as C strings: what follows a zero byte is lost. */
    private static Optional<HeaderExtension> text(HeaderImage old, ExtensionType type) {
        return old.extension(type)
                .map(extension -> HeaderExtension.of(type, extension.data().untilZero()));
    }
}
