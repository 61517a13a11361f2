package io.cowhand.rule;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image with a backing file, as far as the two must match.
 *
 * @param name the name of the backing file
 * @param backingFormat the format that the image says it has
 * @param size the size of the image's disk in bytes, unsigned
 */
public record Overlay(Bytes name, Optional<Bytes> backingFormat, long size) {

    /** Formats by which QEMU reads a file as it is. */
    private static final Set<String> AS_IT_IS = Set.of("raw", "file", "host_device");

    private static final String BACKING_FILE = "backing_file";

    /**
     * The backing file.
     *
     * @param path its path for display
     * @param format its format, as QEMU names it
     * @param size the size in bytes of the disk in a qcow2 image, and of the file of any other format
     */
    public record Base(String path, String format, long size) {}

    /** Returns a problem of the name of the backing file. */
    public Problem problem(BackingRule rule, String message) {
        return rule.problem(BACKING_FILE, FileName.asValue(name), message);
    }

    /** Returns the problem of a chain of backing files without an end. */
    public Problem loop(String path) {
        return problem(
                BackingRule.LOOP,
                "the backing file " + path
                        + " is backed by itself or by this image in the end; QEMU would open them endlessly");
    }

    /** Returns how the backing file differs from what the image expects. */
    public List<Problem> differences(Base base) {
        List<Problem> found = new ArrayList<>();
        formatMismatch(base).ifPresent(found::add);
        sizeMismatch(base).ifPresent(found::add);
        return found;
    }

    private Optional<Problem> formatMismatch(Base base) {
        Optional<Bytes> written = backingFormat.map(Bytes::untilZero);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String declared = written.get().display();
        // What begins like raw may be of a format that is not told by its beginning.
        boolean differs = base.format.equals(DiskFormat.RAW.label())
                ? DiskFormat.named(declared).filter(DiskFormat::isCertain).isPresent()
                : !declared.equals(base.format);
        return differs
                ? Optional.of(BackingRule.FORMAT_MISMATCH.problem(
                        ExtensionType.BACKING_FORMAT.label(),
                        FileName.asValue(written.get()),
                        "the backing format is " + Findings.shortened(written.get()) + ", but " + base.path + " is "
                                + base.format
                                + (AS_IT_IS.contains(declared) ? ": guests see garbage" : ": QEMU does not open it")))
                : Optional.empty();
    }

    /** In sectors, as QEMU counts: what follows the last whole one is no part of a qcow2 disk, but of a raw one. */
    private Optional<Problem> sizeMismatch(Base base) {
        boolean isQcow2 = base.format.equals(DiskFormat.QCOW2.label());
        if (!isQcow2 && !base.format.equals(DiskFormat.RAW.label())) {
            return Optional.empty();
        }
        long sectors = Long.divideUnsigned(base.size, Limits.SECTOR);
        long rest = Long.remainderUnsigned(base.size, Limits.SECTOR);
        long whole = isQcow2 || rest == 0 ? sectors : sectors + 1;
        int difference = Long.compareUnsigned(whole, Long.divideUnsigned(size, Limits.SECTOR));
        if (difference == 0) {
            return Optional.empty();
        }
        BackingRule rule = difference < 0 ? BackingRule.SMALLER : BackingRule.LARGER;
        return Optional.of(rule.problem(
                HeaderField.SIZE.specName(),
                Value.of(size),
                "the image has " + Long.toUnsignedString(size) + " bytes, and its backing file " + base.path + " has "
                        + Long.toUnsignedString(base.size)
                        + (difference < 0 ? ": guests read zeros after its end" : ": guests do not see its end")));
    }
}
