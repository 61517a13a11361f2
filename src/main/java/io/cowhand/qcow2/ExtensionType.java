package io.cowhand.qcow2;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The header extensions that are known by name (section "Header extensions"), and Cowhand's own. */
public enum ExtensionType {
    /** The format of the backing file, as text. */
    BACKING_FORMAT(0xe2792acaL, ""),
    /** Names of feature bits, for messages of programs that do not know them. */
    FEATURE_NAMES(0x6803f857L, ""),
    /** Points to the bitmap directory. */
    BITMAPS(0x23852875L, "It places clusters of the image, which would leak; see qemu-img bitmap"),
    /** Points to the full disk encryption header. */
    ENCRYPTION_HEADER(0x0537be77L, "It places clusters of the image; see qemu-img amend"),
    /** The name of the external data file, as text. */
    DATA_FILE(0x44415441L, "It says where guest data is; qemu-img amend -o data_file=… names another file"),
    /** Labels: "COWH", one JSON object of strings. */
    LABELS(0x434f5748L, "");

    /** The type that ends the extensions. */
    public static final long END = 0;

    private static final Map<Long, ExtensionType> BY_MAGIC =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ExtensionType::magic, Function.identity()));

    private final long magic;
    private final String changeNeeds;

    ExtensionType(long magic, String changeNeeds) {
        this.magic = magic;
        this.changeNeeds = changeNeeds;
    }

    /** The type's number, 32 bits. */
    public long magic() {
        return magic;
    }

    /** The name in every recipe and output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Why raw bytes must not be put in or taken out just so; empty where they may. */
    public Optional<String> changeNeeds() {
        return changeNeeds.isEmpty() ? Optional.empty() : Optional.of(changeNeeds);
    }

    /** The type of a number. */
    public static Optional<ExtensionType> find(long magic) {
        return Optional.ofNullable(BY_MAGIC.get(magic));
    }

    /** The type of a name. */
    public static Optional<ExtensionType> find(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst();
    }

    /** The name of a type, or its number as {@code 0x…}. */
    public static String label(long magic) {
        return find(magic).map(ExtensionType::label).orElseGet(() -> hex(magic));
    }

    /** The number as {@code 0x} and eight digits. */
    public static String hex(long magic) {
        return String.format(Locale.ROOT, "0x%08x", magic);
    }
}
