package io.cowhand.rule;

import static io.cowhand.qcow2.HeaderField.AUTOCLEAR_FEATURES;
import static io.cowhand.qcow2.HeaderField.CRYPT_METHOD;
import static io.cowhand.qcow2.HeaderField.INCOMPATIBLE_FEATURES;
import static io.cowhand.qcow2.HeaderField.NB_SNAPSHOTS;
import static io.cowhand.rule.Enforcement.BY_SPECIFICATION;
import static io.cowhand.rule.Enforcement.NOTED;
import static io.cowhand.rule.Enforcement.ON_OPEN;
import static io.cowhand.rule.Enforcement.ON_OPEN_FOR_WRITING;
import static io.cowhand.rule.Enforcement.WARNED;

import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;
import java.util.List;
import java.util.stream.Collectors;

/** Rules about feature bits, and about fields and extensions that must agree with them. */
final class FeatureRules {

    static final List<HeaderRule> ALL = List.of(
            new HeaderRule(
                    "unknown-incompatible-features",
                    ON_OPEN,
                    "A program that does not know an incompatible feature must not open the image.",
                    "Use the program that made the image; clear-feature with unsafe clears a bit that was set by accident.",
                    (facts, found) -> unknown(facts.header(), FeatureGroup.INCOMPATIBLE, found)),
            new HeaderRule(
                    "unknown-compatible-features",
                    NOTED,
                    "A program that does not know a compatible feature may ignore it; QEMU keeps the bit.",
                    "No action is needed; clear-feature clears it.",
                    (facts, found) -> unknown(facts.header(), FeatureGroup.COMPATIBLE, found)),
            new HeaderRule(
                    "unknown-autoclear-features",
                    WARNED,
                    "A program that does not know an autoclear feature clears its bit as soon as it writes. QEMU does so"
                            + " when it opens the image for writing, and Cowhand with any change.",
                    "Open the image with the program that made it before another program writes to it.",
                    (facts, found) -> unknown(facts.header(), FeatureGroup.AUTOCLEAR, found)),
            new HeaderRule(
                    "corrupt",
                    ON_OPEN_FOR_WRITING,
                    "QEMU opens an image with the corrupt bit for writing only to repair it.",
                    "qemu-img check -r all repairs the image and clears the bit.",
                    (facts, found) -> {
                        if (facts.header().has(KnownFeature.CORRUPT)) {
                            found.at(INCOMPATIBLE_FEATURES, "with the corrupt bit");
                        }
                    }),
            new HeaderRule(
                    "dirty",
                    NOTED,
                    "An image with the dirty bit was not closed properly: its refcounts may be wrong, and QEMU repairs"
                            + " them when it next opens the image for writing. Lazy refcounts set it whenever the image is open.",
                    "qemu-img check -r all repairs the refcounts and clears the bit.",
                    (facts, found) -> {
                        if (facts.header().has(KnownFeature.DIRTY)) {
                            found.at(INCOMPATIBLE_FEATURES, "with the dirty bit");
                        }
                    }),
            new HeaderRule(
                    "data-file-name-missing",
                    ON_OPEN_FOR_WRITING,
                    "An image with an external data file has a data-file extension that names it. Without one, the"
                            + " file must be given each time the image is opened.",
                    "set-data-file with unsafe names it; or qemu-img amend -o data_file=NAME, with --image-opts that give the"
                            + " data file (data-file.driver=file,data-file.filename=NAME).",
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        boolean named = header.extension(ExtensionType.DATA_FILE)
                                .map(HeaderExtension::data)
                                .filter(name -> !name.untilZero().isEmpty())
                                .isPresent();
                        if (header.has(KnownFeature.EXTERNAL_DATA_FILE) && !named) {
                            found.at(INCOMPATIBLE_FEATURES, "with external-data-file, but no extension names the file");
                        }
                    }),
            new HeaderRule(
                    "raw-data-without-data-file",
                    ON_OPEN_FOR_WRITING,
                    "raw-external-data describes an external data file, so external-data-file is set too.",
                    "clear-feature raw-external-data with unsafe.",
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.has(KnownFeature.RAW_EXTERNAL_DATA)
                                && !header.has(KnownFeature.EXTERNAL_DATA_FILE)) {
                            found.at(
                                    AUTOCLEAR_FEATURES,
                                    "with raw-external-data, but the feature bit external-data-file is clear");
                        }
                    }),
            new HeaderRule(
                    "raw-data-with-backing-file",
                    BY_SPECIFICATION,
                    "A raw external data file holds the whole disk, so there is no backing file. QEMU opens such an"
                            + " image, but the data file alone shows different data.",
                    "clear-feature raw-external-data, or remove-backing.",
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.has(KnownFeature.RAW_EXTERNAL_DATA)
                                && header.backingName().isPresent()) {
                            found.at(AUTOCLEAR_FEATURES, "with raw-external-data, but there is a backing file");
                        }
                    }),
            new HeaderRule(
                    "data-file-with-snapshots",
                    BY_SPECIFICATION,
                    "An image with an external data file has no internal snapshots.",
                    "qemu-img convert copies the active state into a new image.",
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.has(KnownFeature.EXTERNAL_DATA_FILE) && header.get(NB_SNAPSHOTS) != 0) {
                            found.at(NB_SNAPSHOTS, "must be 0 with an external data file");
                        }
                    }),
            new HeaderRule(
                    "data-file-with-encryption",
                    BY_SPECIFICATION,
                    "An image with an external data file is not encrypted; QEMU does not check.",
                    "qemu-img convert copies the data into a new image.",
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.has(KnownFeature.EXTERNAL_DATA_FILE) && header.get(CRYPT_METHOD) != 0) {
                            found.at(CRYPT_METHOD, "must be 0 with an external data file");
                        }
                    }),
            new HeaderRule(
                    "bitmaps-without-bit",
                    WARNED,
                    "Bitmaps are valid only while the autoclear bit bitmaps is set; a program that does not know them"
                            + " has written to the image since. QEMU drops them when it opens the image for writing, and leaks their"
                            + " clusters.",
                    "drop-bitmaps removes them, then qemu-img check -r leaks frees their clusters.",
                    (facts, found) -> {
                        if (!facts.header().has(KnownFeature.BITMAPS)) {
                            found.each(
                                    ExtensionType.BITMAPS,
                                    extension -> "is out of date: the autoclear bit bitmaps is clear");
                        }
                    }),
            new HeaderRule(
                    "bitmaps-bit-without-extension",
                    BY_SPECIFICATION,
                    "The autoclear bit bitmaps is set only where there is a bitmaps extension; QEMU does not check.",
                    "clear-feature bitmaps with unsafe.",
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.has(KnownFeature.BITMAPS)
                                && header.extension(ExtensionType.BITMAPS).isEmpty()) {
                            found.at(AUTOCLEAR_FEATURES, "with bitmaps, but there is no bitmaps extension");
                        }
                    }));

    private FeatureRules() {}

    private static void unknown(HeaderImage header, FeatureGroup group, Findings found) {
        long unknown = header.unknownFeatures(group);
        if (unknown != 0) {
            HeaderField field = group.field();
            String bits = FeatureBit.of(group, unknown).stream()
                    .map(bit -> Integer.toString(bit.bit()))
                    .collect(Collectors.joining(", "));
            found.at(field, "with unknown bits: " + bits);
        }
    }
}
