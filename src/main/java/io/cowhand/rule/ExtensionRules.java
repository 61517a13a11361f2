package io.cowhand.rule;

import static io.cowhand.rule.Enforcement.BEFORE_EDITING;
import static io.cowhand.rule.Enforcement.BY_SPECIFICATION;
import static io.cowhand.rule.Enforcement.ON_OPEN;
import static io.cowhand.rule.Enforcement.SUSPECTED;
import static io.cowhand.rule.FieldRules.RESTORE_EXTENSION;
import static io.cowhand.rule.TableRules.REMOVE_BITMAPS;

import io.cowhand.problem.Value;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.LuksHeader;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Rules about header extensions, most of them from QEMU's qcow2_read_extensions. */
final class ExtensionRules {

    static final List<HeaderRule> ALL = List.of(
            new HeaderRule(
                    "extension-too-large",
                    ON_OPEN,
                    "An extension ends before the backing file name, or within the first cluster if there is no name;"
                            + " this includes the end marker.",
                    "Restore the header from a backup.",
                    (facts, found) -> {
                        OptionalInt at = facts.header().brokenExtension();
                        if (at.isPresent()) {
                            found.at(
                                    "extensions",
                                    at.getAsInt(),
                                    Value.NONE,
                                    "a header extension at offset " + at.getAsInt()
                                            + " extends past the end of the extensions at "
                                            + facts.header().extensionAreaEnd());
                        }
                    }),
            new HeaderRule(
                    "backing-format-too-long",
                    ON_OPEN,
                    "The backing format has at most 15 bytes: QEMU keeps it in 16, with a terminator.",
                    "set-backing-format with if-present: replace and unsafe writes another one.",
                    (facts, found) -> found.each(ExtensionType.BACKING_FORMAT, extension -> {
                        int length = extension.data().length();
                        return length > Limits.MAX_BACKING_FORMAT
                                ? "is " + length + " bytes long; limit is " + Limits.MAX_BACKING_FORMAT
                                : "";
                    })),
            new HeaderRule(
                    "encryption-header-invalid",
                    ON_OPEN,
                    "An encryption-header extension has 16 bytes, occurs only with crypt_method 2 (LUKS), and points"
                            + " to a cluster where a LUKS header of version 1 begins, of which the file holds at least "
                            + Limits.LUKS_HEADER + " bytes.",
                    RESTORE_EXTENSION,
                    (facts, found) -> found.each(
                            ExtensionType.ENCRYPTION_HEADER,
                            extension -> encryptionHeaderDefect(facts, found.clusterSize(), extension))),
            new HeaderRule(
                    "bitmaps-invalid",
                    ON_OPEN,
                    "A bitmaps extension has 24 bytes, its reserved field is 0, it declares 1 to 65535 bitmaps, and its"
                            + " directory starts at a cluster and has at most 64 MiB.",
                    REMOVE_BITMAPS,
                    (facts, found) -> found.each(
                            ExtensionType.BITMAPS,
                            extension -> bitmapsDefect(facts.header(), found.clusterSize(), extension))),
            new HeaderRule(
                    "bitmap-directory-empty",
                    ON_OPEN,
                    "The bitmap directory is not empty.",
                    REMOVE_BITMAPS,
                    // QEMU checks all extensions, but reads only the directory of the last one.
                    (facts, found) -> facts.header()
                            .bitmaps()
                            .filter(bitmaps -> bitmaps.directorySize() == 0)
                            .ifPresent(bitmaps -> found.at(
                                    ExtensionType.BITMAPS.label(),
                                    facts.header().extensionsStart(),
                                    Value.of(bitmaps.directorySize()),
                                    "extension bitmaps declares a bitmap directory of 0 bytes"))),
            new HeaderRule(
                    "duplicate-extension",
                    BY_SPECIFICATION,
                    "Each type of extension that the specification defines occurs at most once. Of several, QEMU uses"
                            + " the last, and other programs use the first.",
                    "remove-extension with occurrence: first or last removes the wrong one.",
                    ExtensionRules::duplicates),
            new HeaderRule(
                    "end-marker-has-data",
                    BY_SPECIFICATION,
                    "The end marker of the extensions has no data; QEMU ignores any, and drops it when it rewrites the"
                            + " header.",
                    "Any change to the header writes an end marker without data.",
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (!header.endMarker().isEmpty() && !header.endMarker().isZero()) {
                            found.at(
                                    "extensions",
                                    header.extensionsEnd(),
                                    Value.of(header.endMarker().number(4, 4)),
                                    "the end marker of the extensions (offset " + header.extensionsEnd() + ") declares "
                                            + header.endMarker().number(4, 4) + " bytes of data");
                        }
                    }),
            new HeaderRule(
                    "too-many-extensions",
                    BEFORE_EDITING,
                    "No program writes more than a few extensions; more than 1024 are likely an attack on"
                            + " readers.",
                    "Find out who created the image.",
                    (facts, found) -> {
                        int count = facts.header().extensions().size();
                        if (count > HeaderRules.MAX_SHOWN_EXTENSIONS) {
                            found.at(
                                    "extensions",
                                    facts.header().extensionsStart(),
                                    Value.of(count),
                                    "there are " + count + " header extensions, of which at most "
                                            + HeaderRules.MAX_SHOWN_EXTENSIONS + " are shown");
                        }
                    }),
            new HeaderRule(
                    "feature-names-invalid",
                    BY_SPECIFICATION,
                    "The feature name table has entries of 48 bytes, for bits 0 to 63 of the groups 0 to 2, each bit at"
                            + " most once. QEMU reads it only to name unknown bits, and replaces it with its own.",
                    "remove-extension feature-names drops the table.",
                    (facts, found) -> found.each(
                            ExtensionType.FEATURE_NAMES, extension -> featureNamesDefect(extension.payload()))),
            new HeaderRule(
                    "labels-invalid",
                    SUSPECTED,
                    "A labels extension holds one JSON object of strings.",
                    "remove-extension labels removes it; another program may use the same type for something else.",
                    (facts, found) -> found.each(
                            ExtensionType.LABELS,
                            extension -> extension.payload() instanceof ExtensionPayload.Labels
                                    ? ""
                                    : "is not a JSON object of strings")));

    private ExtensionRules() {}

    private static String encryptionHeaderDefect(ImageFacts facts, int clusterSize, HeaderExtension extension) {
        if (facts.header().get(HeaderField.CRYPT_METHOD) != Limits.CRYPT_LUKS) {
            return "is allowed only where crypt_method is 2 (LUKS)";
        }
        if (!(extension.payload() instanceof ExtensionPayload.EncryptionHeader pointer)) {
            return "must be " + ExtensionPayload.EncryptionHeader.LENGTH + " bytes long";
        }
        if (clusterSize == 0 || Long.remainderUnsigned(pointer.offset(), clusterSize) != 0) {
            return "points to an offset that is not a multiple of the cluster size";
        }
        if (Long.compareUnsigned(pointer.length(), Limits.LUKS_HEADER) < 0) {
            return "declares an encryption header of fewer than " + Limits.LUKS_HEADER + " bytes";
        }
        if (Long.compareUnsigned(pointer.offset(), facts.fileSize()) >= 0) {
            return "points past the end of the file";
        }
        Optional<String> defect = facts.luksHeader(pointer.offset()).flatMap(LuksHeader::defect);
        if (defect.isPresent()) {
            return defect.get();
        }
        // Bytes after the end of the file read as zeros, and the last ones that QEMU checks must not be zero.
        return facts.fileSize() - pointer.offset() < Limits.LUKS_HEADER
                ? "points to a LUKS header that extends past the end of the file"
                : "";
    }

    private static String bitmapsDefect(HeaderImage header, int clusterSize, HeaderExtension extension) {
        if (!(extension.payload() instanceof ExtensionPayload.Bitmaps bitmaps)) {
            return "must be " + ExtensionPayload.Bitmaps.LENGTH + " bytes long";
        }
        return header.has(KnownFeature.BITMAPS) ? bitmaps.defect(clusterSize) : "";
    }

    private static String featureNamesDefect(ExtensionPayload payload) {
        if (!(payload instanceof ExtensionPayload.FeatureNames names)) {
            return "has a length that is not a multiple of " + ExtensionPayload.FeatureNames.ENTRY_LENGTH + " bytes";
        }
        Set<Integer> bits = new HashSet<>();
        for (ExtensionPayload.FeatureNames.Entry entry : names.entries()) {
            if (entry.type() >= FeatureGroup.values().length || entry.bit() >= Long.SIZE) {
                return "names bit " + entry.bit() + " of group " + entry.type() + ", which does not exist";
            }
            if (!bits.add(entry.type() * Long.SIZE + entry.bit())) {
                return "names bit " + entry.bit() + " of group " + entry.type() + " more than once";
            }
        }
        return "";
    }

    private static void duplicates(ImageFacts facts, Findings found) {
        Set<Long> seen = new HashSet<>();
        Set<ExtensionType> twice = new LinkedHashSet<>();
        for (HeaderExtension extension : facts.header().extensions()) {
            ExtensionType.find(extension.magic())
                    .filter(type -> !seen.add(type.magic()))
                    .ifPresent(twice::add);
        }
        twice.forEach(type -> found.at(
                type.label(),
                facts.header().extensionsStart(),
                Value.NONE,
                "extension " + type.label() + " occurs more than once"));
    }
}
