package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.Optional;

/**
 * What QEMU 7.2 writes in place of the extensions of a type when it rewrites the header (qcow2_update_header). Of several
 * extensions of a type that it knows, it keeps the last.
 */
public enum ExtensionRewrite {
    /** QEMU does not know the type: it copies every such extension, after those that it knows, in reverse order. */
    CARRIED {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return Optional.empty();
        }
    },
    /** QEMU does not write the type at all. */
    DROPPED {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return Optional.empty();
        }
    },
    /** The payload as it was. */
    COPIED {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return header.extension(type).map(HeaderExtension::data);
        }
    },
    /** The payload up to its first zero byte: QEMU keeps names as C strings. */
    CUT_AT_ZERO {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return header.extension(type).map(extension -> extension.data().untilZero());
        }
    },
    /** The same, in an image whose guest data is in an external data file; otherwise dropped. */
    CUT_AT_ZERO_IF_EXTERNAL_DATA {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return header.has(KnownFeature.EXTERNAL_DATA_FILE) ? CUT_AT_ZERO.payload(header, type) : Optional.empty();
        }
    },
    /** The payload as it was, while the autoclear bit says that the bitmaps are valid; otherwise dropped. */
    COPIED_IF_BITMAPS_VALID {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return header.bitmaps().isPresent() ? COPIED.payload(header, type) : Optional.empty();
        }
    },
    /** QEMU's own feature name table, whether there was one or not; none in version 2 or where clusters are too small. */
    OWN_FEATURE_NAMES {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            boolean hasRoom = header.clusterSize().orElse(0) > Limits.MAX_CLUSTER_SIZE_WITHOUT_FEATURE_NAMES;
            return header.version() >= 3 && hasRoom
                    ? Optional.of(ExtensionPayload.FeatureNames.canonical())
                    : Optional.empty();
        }
    };

    /** Returns the payload of the one extension of the type that QEMU writes; empty where it writes none, or carries all. */
    abstract Optional<Bytes> payload(HeaderImage header, ExtensionType type);
}
