package io.cowhand.rule;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;

/** The header as QEMU would write it anew (qcow2_update_header), as far as it takes to know whether it could. */
final class QemuRewrite {

    /** Bytes of the fields that QEMU writes in version 3, whatever header_length was. */
    private static final int V3_FIELDS = 112;
    /** QEMU's own feature name table, which takes the place of any other. */
    private static final int FEATURE_NAMES = 8 * ExtensionPayload.FeatureNames.ENTRY_LENGTH;
    /** The largest cluster for which QEMU does without that table. */
    private static final int CLUSTER_WITHOUT_FEATURE_NAMES = 4096;

    private final HeaderImage header;

    QemuRewrite(HeaderImage header) {
        this.header = header;
    }

    /**
     * Whether QEMU rewrites the header as soon as it opens the image for writing: to clear autoclear bits that it does
     * not know, to drop bitmaps that may miss writes, or to mark valid ones as in use.
     */
    boolean isDueOnOpen() {
        return header.unknownFeatures(FeatureGroup.AUTOCLEAR) != 0
                || header.extension(ExtensionType.BITMAPS).isPresent();
    }

    /** Whether the new header would not fit into the first cluster, so that QEMU gives up before it writes. */
    boolean isTooLong() {
        return header.isLayoutKnown() && length() > header.clusterSize().orElse(0);
    }

    /** Bytes of the new header. */
    long length() {
        long length = fieldsLength() + HeaderExtension.HEADER_LENGTH;
        for (HeaderExtension extension : header.extensions()) {
            length += ExtensionType.find(extension.magic())
                            .filter(type -> type != ExtensionType.LABELS)
                            .isPresent()
                    ? 0
                    : extensionLength(extension.data().length());
        }
        length += header.extension(ExtensionType.BACKING_FORMAT)
                .map(format -> extensionLength(textLength(format.data())))
                .orElse(0);
        if (header.has(KnownFeature.EXTERNAL_DATA_FILE)) {
            length += header.extension(ExtensionType.DATA_FILE)
                    .map(name -> extensionLength(textLength(name.data())))
                    .orElse(0);
        }
        if (header.extension(ExtensionType.ENCRYPTION_HEADER).isPresent()) {
            length += extensionLength(ExtensionPayload.EncryptionHeader.LENGTH);
        }
        if (header.version() >= 3 && header.clusterSize().orElse(0) > CLUSTER_WITHOUT_FEATURE_NAMES) {
            length += extensionLength(FEATURE_NAMES);
        }
        if (header.has(KnownFeature.BITMAPS)
                && header.extension(ExtensionType.BITMAPS).isPresent()) {
            length += extensionLength(ExtensionPayload.Bitmaps.LENGTH);
        }
        return length + header.backingName().map(QemuRewrite::textLength).orElse(0);
    }

    private int fieldsLength() {
        return header.version() < 3
                ? HeaderField.V2_LENGTH
                : Math.max(V3_FIELDS, header.fields().length());
    }

    private static int extensionLength(int dataLength) {
        return HeaderExtension.HEADER_LENGTH + dataLength + HeaderExtension.paddingLength(dataLength);
    }

    /** QEMU keeps names as C strings: what follows a zero byte is lost. */
    private static int textLength(Bytes text) {
        return text.untilZero().length();
    }
}
