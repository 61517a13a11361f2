package io.cowhand.rule;

import static io.cowhand.rule.Enforcement.BEFORE_EDITING;
import static io.cowhand.rule.Enforcement.ON_OPEN;
import static io.cowhand.rule.Enforcement.ON_READING;
import static io.cowhand.rule.Enforcement.SUSPECTED;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ProblemCode;
import java.util.List;

/** Rules about the file as a whole, and about other data in its first cluster. */
final class FileRules {

    /** The image's file is shorter than its first cluster. */
    static final HeaderRule FILE_SHORTER_THAN_FIRST_CLUSTER = new HeaderRule(
            "file-shorter-than-first-cluster",
            BEFORE_EDITING,
            "A file is at least as long as its first cluster, which holds the header; QEMU reads missing bytes as zeros.",
            "The file is truncated; restore it from a backup.",
            (facts, found) -> {
                if (facts.isShorterThanFirstCluster()) {
                    found.at(
                            "file_size",
                            0,
                            Value.of(facts.fileSize()),
                            "the file has " + facts.fileSize() + " bytes, less than its first cluster");
                }
            });

    /** The signatures of other formats: a boot sector, a partition table, the file system of a CD. */
    private static final List<Signature> SIGNATURES = List.of(
            new Signature("a boot sector", 510, Bytes.of(0x55, 0xaa)),
            new Signature("a GUID partition table", 512, Bytes.utf8("EFI PART")),
            new Signature("an ISO 9660 file system", 32_769, Bytes.utf8("CD001")));

    static final List<HeaderRule> ALL = List.of(
            // The reader and the codec report these: no other rule applies to a file that breaks them.
            new HeaderRule(
                    CommonCode.UNREADABLE,
                    ON_READING,
                    "An image is a regular file that exists and is readable.",
                    "Check the name, the permissions and the storage.",
                    (facts, found) -> {}),
            new HeaderRule(
                    CommonCode.HEADER_CHANGING,
                    ON_READING,
                    "A header, and the tables that it points to, do not change while they are read; Cowhand reads"
                            + " them at most five times.",
                    "A program is writing to the image; try again later.",
                    (facts, found) -> {}),
            new HeaderRule(
                    ProblemCode.NOT_QCOW2,
                    ON_OPEN,
                    "A qcow2 image begins with the bytes \"QFI\\xfb\" (section \"Header\").",
                    "The file has another format, or its beginning was overwritten; not-qcow2: skip in a recipe skips it.",
                    (facts, found) -> {}),
            new HeaderRule(
                    ProblemCode.UNSUPPORTED_VERSION,
                    ON_OPEN,
                    "The version is 2 (compat 0.10) or 3 (compat 1.1); version 1 is the older qcow format.",
                    "qemu-img convert -f qcow -O qcow2 converts version 1; any other version means a damaged header.",
                    (facts, found) -> {}),
            new HeaderRule(
                    CommonCode.HALF_WRITTEN,
                    ON_READING,
                    "While Cowhand writes several sectors of a header, the highest bit of its version is set, so that no"
                            + " program opens a header of old and new sectors.",
                    "cowhand recover restores the old header; it needs the state directory of the interrupted run.",
                    (facts, found) -> {}),
            FILE_SHORTER_THAN_FIRST_CLUSTER,
            new HeaderRule(
                    "unowned-data",
                    SUSPECTED,
                    "After the header, the first cluster is zero. Other bytes there may be hidden data, or the remains"
                            + " of a longer header; QEMU overwrites them with zeros when it rewrites the header.",
                    "Examine them (dd, xxd) before anything rewrites the header.",
                    (facts, found) -> unowned(facts.header(), found)),
            new HeaderRule(
                    "looks-like-another-format",
                    SUSPECTED,
                    "No image has the signature of another format: otherwise the program that checks the file could read"
                            + " one format, and the program that uses it the other.",
                    "State the format wherever the image is used (-f qcow2), and find out who created it.",
                    (facts, found) -> {
                        for (Signature signature : SIGNATURES) {
                            signature.check(facts.header(), found);
                        }
                    }));

    private FileRules() {}

    private static void unowned(HeaderImage header, Findings found) {
        Bytes unowned = header.unowned();
        if (!header.isLayoutKnown() || unowned.isZero()) {
            return;
        }
        int from = 0;
        while (unowned.u8(from) == 0) {
            from++;
        }
        int to = unowned.length();
        while (unowned.u8(to - 1) == 0) {
            to--;
        }
        Bytes data = unowned.slice(from, to);
        found.at(
                "first cluster",
                from,
                Value.of(data.toString()),
                data.length() + " bytes at offset " + from + " belong to no part of the header (SHA-256 "
                        + data.sha256().toHex() + ")");
    }

    /** The signature of another format, with the format's name. */
    private record Signature(String format, int offset, Bytes bytes) {

        void check(HeaderImage header, Findings found) {
            // An attacker also chooses which part of the header the bytes belong to.
            Bytes window = header.encode();
            int end = offset + bytes.length();
            if (end <= window.length() && window.slice(offset, end).equals(bytes)) {
                found.at(
                        "first cluster",
                        offset,
                        Value.of(bytes.toHex()),
                        "the file has the signature of " + format + " at offset " + offset + " too");
            }
        }
    }
}
