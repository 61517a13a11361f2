package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares a header with the facts of the backing file that it names. */
final class BackingWarnings {

    /** Formats by which QEMU reads a file as it is. */
    private static final Set<String> AS_IT_IS = Set.of("raw", "file", "host_device");

    private static final String BACKING_FILE = "backing_file";

    private final HeaderImage header;
    private final BackingFacts backing;
    private final Bytes name;
    private final List<Problem> found = new ArrayList<>();

    private BackingWarnings(HeaderImage header, BackingFacts backing, Bytes name) {
        this.header = header;
        this.backing = backing;
        this.name = name;
    }

    /** Returns an error for a loop, and warnings for what else does not fit; nothing if nobody has looked. */
    static List<Problem> of(HeaderImage header, BackingFacts backing) {
        if (backing.isUnknown()) {
            return List.of();
        }
        Optional<Bytes> name = header.backingName();
        if (name.isEmpty()) {
            return List.of();
        }
        BackingWarnings warnings = new BackingWarnings(header, backing, name.get());
        if (backing.found()) {
            warnings.compare();
        } else {
            warnings.name(ProblemCode.BACKING_NOT_FOUND, "the backing file " + backing.missing());
        }
        return warnings.found;
    }

    private void compare() {
        if (backing.problems().contains(BackingFacts.LOOP)) {
            found.add(Problem.error(
                    BackingFacts.LOOP,
                    BACKING_FILE,
                    FileName.asValue(name),
                    "the backing file " + backing.path()
                            + " is backed by itself or by this image in the end; QEMU would open them endlessly"));
            return;
        }
        if (backing.problems().contains(BackingFacts.TOO_DEEP)) {
            name(BackingFacts.TOO_DEEP, "the chain of backing files is longer than Cowhand follows it");
        }
        compareFormats();
        compareSizes();
        if (backing.isWritten()) {
            name(
                    ProblemCode.BACKING_FILE_WRITTEN,
                    "the backing file " + backing.path()
                            + " is open for writing: what is written to it changes or destroys what this image holds");
        }
    }

    private void compareFormats() {
        Optional<Bytes> written = header.backingFormat().map(Bytes::untilZero);
        if (written.isEmpty()) {
            return;
        }
        String declared = written.get().display();
        boolean isReadAsRaw = AS_IT_IS.contains(declared);
        // What begins like raw may be of a format that is not told by its beginning.
        boolean differs = backing.format().equals(DiskFormat.RAW.label())
                ? DiskFormat.named(declared).filter(DiskFormat::isCertain).isPresent()
                : !declared.equals(backing.format());
        if (differs) {
            found.add(Problem.warning(
                    ProblemCode.BACKING_FORMAT_MISMATCH,
                    ExtensionType.BACKING_FORMAT.label(),
                    FileName.asValue(written.get()),
                    "the backing format is " + declared + ", but " + backing.path() + " is " + backing.format()
                            + (isReadAsRaw ? ": guests see garbage" : ": QEMU does not open it")));
        }
    }

    /** In sectors, as QEMU counts: what follows the last whole one is no part of a qcow2 disk, but of a raw one. */
    private void compareSizes() {
        boolean isQcow2 = backing.format().equals(DiskFormat.QCOW2.label());
        if (!isQcow2 && !backing.format().equals(DiskFormat.RAW.label())) {
            return;
        }
        long sectors = Long.divideUnsigned(backing.size(), Limits.SECTOR);
        long rest = Long.remainderUnsigned(backing.size(), Limits.SECTOR);
        long base = isQcow2 || rest == 0 ? sectors : sectors + 1;
        long size = header.get(HeaderField.SIZE);
        int difference = Long.compareUnsigned(base, Long.divideUnsigned(size, Limits.SECTOR));
        if (difference != 0) {
            found.add(Problem.warning(
                    difference < 0 ? ProblemCode.BACKING_FILE_SMALLER : ProblemCode.BACKING_FILE_LARGER,
                    HeaderField.SIZE.specName(),
                    Value.of(size),
                    "the image has " + Long.toUnsignedString(size) + " bytes, and its backing file " + backing.path()
                            + " has " + Long.toUnsignedString(backing.size())
                            + (difference < 0 ? ": guests read zeros after its end" : ": guests do not see its end")));
        }
    }

    private void name(String code, String message) {
        found.add(Problem.warning(code, BACKING_FILE, FileName.asValue(name), message));
    }
}
