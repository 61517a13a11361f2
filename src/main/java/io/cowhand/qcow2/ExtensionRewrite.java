package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.Optional;

/**
 * How QEMU 7.2 treats the extensions of a type when it rewrites the header (qcow2_update_header). Of several extensions
 * of a known type, it keeps the last one.
 */
public enum ExtensionRewrite {
    /** Unknown to QEMU, which copies all such extensions in reverse order, after those that it knows. */
    CARRIED {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return Optional.empty();
        }
    },
    /** Never written by QEMU. */
    DROPPED {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return Optional.empty();
        }
    },
    /** Copied unchanged. */
    COPIED {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return header.extension(type).map(HeaderExtension::data);
        }
    },
    /** Copied up to the first zero byte, since QEMU keeps names as C strings. */
    CUT_AT_ZERO {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return header.extension(type).map(extension -> extension.data().untilZero());
        }
    },
    /** Copied up to the first zero byte if guest data is in an external data file; otherwise dropped. */
    CUT_AT_ZERO_IF_EXTERNAL_DATA {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return header.has(KnownFeature.EXTERNAL_DATA_FILE) ? CUT_AT_ZERO.payload(header, type) : Optional.empty();
        }
    },
    /** Copied unchanged if the autoclear bit marks the bitmaps as valid; otherwise dropped. */
    COPIED_IF_BITMAPS_VALID {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            return header.bitmaps().isPresent() ? COPIED.payload(header, type) : Optional.empty();
        }
    },
    /**
     * Replaced by QEMU's own feature name table, which is also added; dropped in version 2 and if clusters are too
     * small.
     */
    OWN_FEATURE_NAMES {
        @Override
        Optional<Bytes> payload(HeaderImage header, ExtensionType type) {
            boolean hasRoom = header.clusterSize().orElse(0) > Limits.MAX_CLUSTER_SIZE_WITHOUT_FEATURE_NAMES;
            return header.version() >= 3 && hasRoom
                    ? Optional.of(ExtensionPayload.FeatureNames.canonical())
                    : Optional.empty();
        }
    };

    /**
     * Returns the payload of the one extension of the type that QEMU writes; nothing if it writes none, or copies all.
     */
    abstract Optional<Bytes> payload(HeaderImage header, ExtensionType type);
}
