package io.cowhand.qcow2;

import static io.cowhand.qcow2.ExtensionRewrite.CARRIED;
import static io.cowhand.qcow2.ExtensionRewrite.COPIED;
import static io.cowhand.qcow2.ExtensionRewrite.COPIED_IF_BITMAPS_VALID;
import static io.cowhand.qcow2.ExtensionRewrite.CUT_AT_ZERO;
import static io.cowhand.qcow2.ExtensionRewrite.CUT_AT_ZERO_IF_EXTERNAL_DATA;
import static io.cowhand.qcow2.ExtensionRewrite.OWN_FEATURE_NAMES;

import io.cowhand.bytes.Bytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The table of the known types of header extensions (section "Header extensions"), in the order in which QEMU writes
 * them: the number, the reader of the payload, how QEMU rewrites the extension, and why raw bytes must not be changed
 * alone.
 */
public enum ExtensionType {
    /** The format of the backing file, as text. */
    BACKING_FORMAT(0xe2792acaL, ExtensionPayload.Name::read, CUT_AT_ZERO, ""),
    /** The name of the external data file, as text. */
    DATA_FILE(
            0x44415441L,
            ExtensionPayload.Name::read,
            CUT_AT_ZERO_IF_EXTERNAL_DATA,
            "It says where guest data is; qemu-img amend -o data_file=… names another file"),
    /** Points to the full disk encryption header. */
    ENCRYPTION_HEADER(
            0x0537be77L,
            ExtensionPayload.EncryptionHeader::read,
            COPIED,
            "It places clusters of the image; see qemu-img amend"),
    /** Names of feature bits, for messages of programs that do not know them. */
    FEATURE_NAMES(0x6803f857L, ExtensionPayload.FeatureNames::read, OWN_FEATURE_NAMES, ""),
    /** Points to the bitmap directory. */
    BITMAPS(
            0x23852875L,
            ExtensionPayload.Bitmaps::read,
            COPIED_IF_BITMAPS_VALID,
            "It places clusters of the image, which would leak; see qemu-img bitmap"),
    /** Cowhand's own labels: "COWH", one JSON object of strings. */
    LABELS(0x434f5748L, ExtensionPayload.Labels::read, CARRIED, "");

    /** The type of the end marker. */
    public static final long END = 0;

    private static final List<ExtensionType> ALL = List.of(values());

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final long magic;
    private final Function<Bytes, Optional<? extends ExtensionPayload>> reader;
    private final ExtensionRewrite onRewrite;
    private final String changeNeeds;

    ExtensionType(
            long magic,
            Function<Bytes, Optional<? extends ExtensionPayload>> reader,
            ExtensionRewrite onRewrite,
            String changeNeeds) {
        this.magic = magic;
        this.reader = reader;
        this.onRewrite = onRewrite;
        this.changeNeeds = changeNeeds;
    }

    /** Returns the type's number, 32 bits. */
    public long magic() {
        return magic;
    }

    /** Returns the name in recipes and outputs. */
    public String label() {
        return label;
    }

    /** Returns how QEMU rewrites extensions of this type. */
    public ExtensionRewrite onRewrite() {
        return onRewrite;
    }

    /** Returns why extensions of this type must not be added or removed alone; nothing if they may. */
    public Optional<String> changeNeeds() {
        return changeNeeds.isEmpty() ? Optional.empty() : Optional.of(changeNeeds);
    }

    /** Reads a payload; returns nothing if it is malformed. */
    Optional<? extends ExtensionPayload> read(Bytes payload) {
        return reader.apply(payload);
    }

    /** Returns the type with a number. */
    public static Optional<ExtensionType> find(long magic) {
        for (ExtensionType type : ALL) {
            if (type.magic == magic) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns the type with a name. */
    public static Optional<ExtensionType> find(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst();
    }

    /** Returns the name of a type, or its number as {@code 0x…}. */
    public static String label(long magic) {
        Optional<ExtensionType> type = find(magic);
        return type.isPresent() ? type.get().label : hex(magic);
    }

    /** Returns the number as {@code 0x} and eight digits. */
    public static String hex(long magic) {
        return "0x" + HexFormat.of().toHexDigits(magic, 2 * Integer.BYTES);
    }
}
