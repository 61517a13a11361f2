package io.cowhand.rule;

import static io.cowhand.qcow2.ExtensionType.BACKING_FORMAT;
import static io.cowhand.qcow2.ExtensionType.DATA_FILE;
import static io.cowhand.qcow2.ExtensionType.FEATURE_NAMES;
import static io.cowhand.qcow2.HeaderField.BACKING_FILE_OFFSET;
import static io.cowhand.rule.Enforcement.MENTIONED;
import static io.cowhand.rule.Enforcement.SUSPECTED;
import static io.cowhand.rule.Enforcement.WARNED;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Rules about names in a header, mainly those of other files, which are never opened. */
final class NameRules {

    /** The drivers of QEMU 7.2: formats, and protocols, which QEMU accepts as a format. */
    private static final Set<String> FORMATS = Set.of(
            "blkdebug",
            "bochs",
            "cloop",
            "copy-on-read",
            "dmg",
            "file",
            "gluster",
            "host_cdrom",
            "host_device",
            "http",
            "https",
            "iscsi",
            "luks",
            "nbd",
            "nfs",
            "null-co",
            "nvme",
            "parallels",
            "qcow",
            "qcow2",
            "qed",
            "quorum",
            "raw",
            "rbd",
            "replication",
            "ssh",
            "vdi",
            "vhdx",
            "vmdk",
            "vpc",
            "vvfat");

    static final HeaderRule BACKING_FORMAT_UNKNOWN = new HeaderRule(
            "backing-format-unknown",
            WARNED,
            "The backing format is one that QEMU has a driver for; it looks for the driver only when it opens the"
                    + " backing file, and then fails.",
            "set-backing-format with if-present: replace writes another one.",
            (facts, found) -> found.each(
                    BACKING_FORMAT,
                    format -> FORMATS.contains(format.data().untilZero().display())
                            ? ""
                            : "is " + Findings.shown(format.data()) + ", for which QEMU has no driver"));

    static final HeaderRule BACKING_FILE_IS_ITSELF = new HeaderRule(
            "backing-file-is-itself",
            SUSPECTED,
            "An image is not its own backing file: QEMU would open it endlessly. Only the names are compared.",
            "set-backing writes another name; remove-backing removes it, if the image needs none.",
            (facts, found) -> {
                Optional<Bytes> name = facts.header().backingName();
                if (name.isPresent() && facts.isNamed(name.get().untilZero().display())) {
                    found.name("backing_file", backingNameAt(facts.header()), name.get(), "is the image itself");
                }
            });

    static final List<HeaderRule> ALL = List.of(
            new HeaderRule(
                    "name-odd",
                    SUSPECTED,
                    "Names are printable text. A zero byte ends a name for QEMU but not for other programs, and invisible"
                            + " characters deceive people; qemu-img info prints them unescaped.",
                    "Rewrite the name (set-backing, set-data-file, feature-names), or find out who created the image.",
                    (facts, found) -> names(facts.header(), found)),
            new HeaderRule(
                    "backing-format-missing",
                    SUSPECTED,
                    "An image with a backing file names that file's format. Without it, QEMU guesses the format from"
                            + " bytes that a guest may have written; libvirt refuses such images.",
                    "set-backing-format writes it; qemu-img info shows the format of the backing file, unless a guest"
                            + " could write to it as raw.",
                    (facts, found) -> {
                        Optional<Bytes> name = facts.header().backingName();
                        if (name.isPresent()
                                && facts.header().extension(BACKING_FORMAT).isEmpty()) {
                            found.name(
                                    "backing_file",
                                    backingNameAt(facts.header()),
                                    name.get(),
                                    "has no backing-format extension that gives its format");
                        }
                    }),
            BACKING_FORMAT_UNKNOWN,
            new HeaderRule(
                    "backing-format-without-backing-file",
                    MENTIONED,
                    "A backing format describes a backing file; without one, it applies to the next backing file that is set.",
                    "remove-extension backing-format removes it.",
                    (facts, found) -> {
                        if (facts.header().backingName().isEmpty()) {
                            found.each(BACKING_FORMAT, format -> "has no effect, since there is no backing file");
                        }
                    }),
            new HeaderRule(
                    "backing-file-not-local",
                    SUSPECTED,
                    "A backing file's name that begins with json: or a protocol makes QEMU open whatever it describes:"
                            + " connections to other hosts, devices, other images.",
                    "Do not use the image until you know who wrote the name; set-backing writes another one.",
                    (facts, found) -> facts.header()
                            .backingName()
                            .filter(name -> FileName.isProtocol(name.display()))
                            .ifPresent(name -> found.name(
                                    "backing_file", backingNameAt(facts.header()), name, "is not a file path"))),
            BACKING_FILE_IS_ITSELF,
            new HeaderRule(
                    "data-file-not-local",
                    SUSPECTED,
                    "A data file's name that begins with json: or a protocol makes QEMU releases without the fix of"
                            + " CVE-2024-4467 open whatever it describes, even for qemu-img info; later ones take it as"
                            + " a path.",
                    "Do not use the image until you know who wrote the name; set-data-file writes another one.",
                    (facts, found) -> found.each(
                            DATA_FILE,
                            name -> FileName.isProtocol(name.data().untilZero().display())
                                    ? "names " + Findings.shown(name.data()) + ", which is not a path"
                                    : "")),
            new HeaderRule(
                    "name-of-system-file",
                    SUSPECTED,
                    "An image that names a file of the host in /dev, /proc, /sys, /etc, /run or /boot exposes it to"
                            + " its guest.",
                    "Do not use the image until you know who wrote the name.",
                    (facts, found) -> systemFiles(facts, found)),
            new HeaderRule(
                    "data-file-without-bit",
                    SUSPECTED,
                    "A data-file extension says where guest data is, if the feature bit external-data-file is set."
                            + " Without the bit it has no effect until the bit is set; QEMU drops it when it rewrites the header.",
                    "remove-extension data-file removes it.",
                    (facts, found) -> {
                        if (!facts.header().has(KnownFeature.EXTERNAL_DATA_FILE)) {
                            found.each(
                                    DATA_FILE,
                                    name -> "names a data file, but the feature bit external-data-file is clear");
                        }
                    }),
            new HeaderRule(
                    "external-data-file",
                    MENTIONED,
                    "The guest's data is in another file, which must be moved and copied with the image. An image"
                            + " from an untrusted source can name any file.",
                    "Where images come from others, refuse those with an external data file.",
                    (facts, found) -> {
                        if (facts.header().has(KnownFeature.EXTERNAL_DATA_FILE)) {
                            found.each(
                                    DATA_FILE,
                                    name -> "names the file with the guest's data: " + Findings.shown(name.data()));
                        }
                    }));

    private NameRules() {}

    private static void names(HeaderImage header, Findings found) {
        header.backingName().ifPresent(name -> odd("backing_file", backingNameAt(header), name, found));
        found.each(BACKING_FORMAT, format -> FileName.oddity(format.data()));
        found.each(DATA_FILE, name -> FileName.oddity(name.data()));
        found.each(FEATURE_NAMES, NameRules::oddFeatureName);
    }

    private static String oddFeatureName(HeaderExtension extension) {
        return extension.payload() instanceof ExtensionPayload.FeatureNames names
                ? names.entries().stream()
                        .filter(entry -> !FileName.oddity(entry.name()).isEmpty())
                        .findFirst()
                        .map(entry -> "has a name for bit " + entry.bit() + " of group " + entry.type() + " that "
                                + FileName.oddity(entry.name()))
                        .orElse("")
                : "";
    }

    private static void odd(String field, long at, Bytes name, Findings found) {
        String oddity = FileName.oddity(name);
        if (!oddity.isEmpty()) {
            found.name(field, at, name, oddity);
        }
    }

    private static void systemFiles(ImageFacts facts, Findings found) {
        HeaderImage header = facts.header();
        Consumer<Bytes> backing = name ->
                found.name("backing_file", backingNameAt(header), name, "is a file or device of the host's system");
        header.backingName().filter(name -> facts.isOfTheSystem(name.display())).ifPresent(backing);
        found.each(
                DATA_FILE,
                name -> facts.isOfTheSystem(name.data().display())
                        ? "names " + Findings.shown(name.data()) + ", a file or device of the host's system"
                        : "");
    }

    private static long backingNameAt(HeaderImage header) {
        return header.get(BACKING_FILE_OFFSET);
    }
}
