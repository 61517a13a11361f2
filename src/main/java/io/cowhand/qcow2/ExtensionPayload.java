package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.StreamReadConstraints;

/** The payload of a header extension; a malformed one of a known type is {@link Unknown}. */
public sealed interface ExtensionPayload {

    /** A name as bytes: the backing format or the data file. */
    record Name(Bytes bytes) implements ExtensionPayload {
        static Optional<Name> read(Bytes data) {
            return Optional.of(new Name(data));
        }
    }

    /**
     * The feature name table (section "Feature name table").
     *
     * @param entries all complete entries, of any type
     */
    record FeatureNames(List<Entry> entries) implements ExtensionPayload {
        /** Bytes of an entry. */
        public static final int ENTRY_LENGTH = 48;

        /** Copies the list. */
        public FeatureNames {
            entries = List.copyOf(entries);
        }

        static Optional<FeatureNames> read(Bytes data) {
            if (data.length() % ENTRY_LENGTH != 0) {
                return Optional.empty();
            }
            List<Entry> entries = new ArrayList<>();
            for (int at = 0; at < data.length(); at += ENTRY_LENGTH) {
                int end = at + ENTRY_LENGTH;
                while (end > at + 2 && data.u8(end - 1) == 0) {
                    end--;
                }
                entries.add(new Entry(data.u8(at), data.u8(at + 1), data.slice(at + 2, end)));
            }
            return Optional.of(new FeatureNames(entries));
        }

        /** Returns the payload that QEMU 7.2 writes, with all bits that it knows. */
        public static Bytes canonical() {
            List<Bytes> parts = new ArrayList<>();
            for (KnownFeature feature : KnownFeature.values()) {
                parts.add(Bytes.of(feature.group().ordinal(), feature.bit()));
                parts.add(Bytes.utf8(feature.qemuName()).resized(ENTRY_LENGTH - 2));
            }
            return Bytes.concat(parts);
        }

        /** Returns the first name of a bit. */
        public Optional<Bytes> name(FeatureBit bit) {
            return entries.stream()
                    .filter(entry -> entry.type() == bit.group().ordinal() && entry.bit() == bit.bit())
                    .map(Entry::name)
                    .findFirst();
        }

        /**
         * One entry.
         *
         * @param type 0 for incompatible, 1 for compatible, 2 for autoclear; others are undefined
         * @param bit the number of the bit in the mask
         * @param name the name, at most 46 bytes, without padding
         */
        public record Entry(int type, int bit, Bytes name) {}
    }

    /** Cowhand's labels. */
    record Labels(Map<String, String> labels) implements ExtensionPayload {
        /** The most UTF-16 units of a name: a limit of the JSON parser, which reads labels, results and saved plans. */
        public static final int MAX_NAME = StreamReadConstraints.DEFAULT_MAX_NAME_LEN;

        static Optional<Labels> read(Bytes data) {
            return data.asUtf8().flatMap(LabelsText::read).map(Labels::new);
        }

        /** Returns whether a name can be written. */
        public static boolean isName(String name) {
            return name.length() <= MAX_NAME && isText(name);
        }

        /** Returns whether a value can be written: JSON can express lone surrogates, which UTF-8 cannot. */
        public static boolean isText(String text) {
            for (int at = 0; at < text.length(); at++) {
                if (Character.isSurrogate(text.charAt(at))) {
                    boolean isPair =
                            at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
                    if (!isPair) {
                        return false;
                    }
                    at++;
                }
            }
            return true;
        }

        /** Returns the payload with these labels, in canonical form. */
        public static Bytes encode(Map<String, String> labels) {
            return encode(new TreeMap<>(labels));
        }

        static Bytes encode(SortedMap<String, String> labels) {
            return Bytes.utf8(LabelsText.write(labels));
        }
    }

    /**
     * The bitmaps extension (section "Bitmaps extension"), 24 bytes.
     *
     * @param count the number of bitmaps
     * @param reserved a reserved field, which must be zero
     * @param directorySize the length of the bitmap directory in bytes, unsigned
     * @param directoryOffset the offset of the bitmap directory, unsigned
     */
    record Bitmaps(long count, long reserved, long directorySize, long directoryOffset) implements ExtensionPayload {
        /** Bytes of the payload. */
        public static final int LENGTH = 24;

        /** Reads a payload; returns nothing unless it has {@value #LENGTH} bytes. */
        public static Optional<Bitmaps> read(Bytes data) {
            return data.length() == LENGTH
                    ? Optional.of(
                            new Bitmaps(data.number(0, 4), data.number(4, 4), data.number(8, 8), data.number(16, 8)))
                    : Optional.empty();
        }

        /**
         * Returns the reason why QEMU rejects the extension, or {@code ""} (qcow2_read_extensions).
         *
         * @param clusterSize the cluster size in bytes; 0 if it is not valid
         */
        public String defect(int clusterSize) {
            if (reserved != 0) {
                return "has a reserved field that is not 0";
            }
            if (count < 1 || count > Limits.MAX_BITMAPS) {
                return "declares " + count + " bitmaps; must be 1 to " + Limits.MAX_BITMAPS;
            }
            if (clusterSize == 0 || Long.remainderUnsigned(directoryOffset, clusterSize) != 0) {
                return "points to an offset that is not a multiple of the cluster size";
            }
            return Long.compareUnsigned(directorySize, Limits.MAX_BITMAP_DIRECTORY) > 0
                    ? "declares a directory of more than " + Limits.MAX_BITMAP_DIRECTORY + " bytes"
                    : "";
        }
    }

    /**
     * The full disk encryption header pointer (section "Full disk encryption header pointer"), 16 bytes.
     *
     * @param offset the offset of the encryption header, unsigned
     * @param length the length of the encryption header in bytes, unsigned
     */
    record EncryptionHeader(long offset, long length) implements ExtensionPayload {
        /** Bytes of the payload. */
        public static final int LENGTH = 16;

        static Optional<EncryptionHeader> read(Bytes data) {
            return data.length() == LENGTH
                    ? Optional.of(new EncryptionHeader(data.number(0, 8), data.number(8, 8)))
                    : Optional.empty();
        }
    }

    /** Any other payload. */
    record Unknown(Bytes bytes) implements ExtensionPayload {}

    /** Reads an extension's payload. */
    static ExtensionPayload of(HeaderExtension extension) {
        Optional<ExtensionType> type = ExtensionType.find(extension.magic());
        if (type.isPresent()) {
            Optional<? extends ExtensionPayload> payload = type.get().read(extension.data());
            if (payload.isPresent()) {
                return payload.get();
            }
        }
        return new Unknown(extension.data());
    }
}
