package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The formats of disk images that are told by the first bytes of a file, as QEMU's drivers tell them (bdrv_probe).
 *
 * <p>QEMU tells the formats bochs, cloop and dmg, too, which nobody writes any more; here they are raw.
 */
public enum DiskFormat {
    /** Of version 2 or later, so also of one that nobody knows. */
    QCOW2(true, start -> isQcow(start) && version(start) >= 2),
    /** Version 1 of the same format. */
    QCOW(true, start -> isQcow(start) && version(start) == 1),
    /** Of one file, of an older product, or the text that names other files. */
    VMDK(true, start -> begins(start, "KDMV") || begins(start, "COWD") || DiskFormat.isVmdkText(start)),
    /** Text of any program stands before the signature. */
    VDI(true, start -> start.number(64, 4) == 0x7f10dabeL),
    VHDX(true, start -> begins(start, "vhdxfile")),
    /** Of variable size; one of fixed size has the signature at its end only, and is raw to QEMU, too. */
    VPC(false, start -> begins(start, "conectix")),
    QED(true, start -> begins(start, "QED\0")),
    PARALLELS(
            true,
            start -> (begins(start, "WithoutFreeSpace") || begins(start, "WithouFreSpacExt"))
                    && start.number(16, 4) == 0x02000000L),
    /** Version 1; QEMU does not read version 2. */
    LUKS(
            true,
            start ->
                    new LuksHeader(0, start.slice(0, LuksHeader.START)).defect().isEmpty()),
    /** Whatever is none of the others. */
    RAW(false, start -> true);

    /** Bytes of a file that QEMU looks at (BLOCK_PROBE_BUF_SIZE). */
    public static final int PROBED = 512;

    /** Comments and lines of spaces before the version (vmdk_probe). */
    private static final Pattern VMDK_TEXT = Pattern.compile("(?:#[^\n]*\n| +\r?\n)*+version=[123]\r?\n");

    private final boolean certain;
    private final Predicate<Bytes> probe;

    DiskFormat(boolean certain, Predicate<Bytes> probe) {
        this.certain = certain;
        this.probe = probe;
    }

    /**
     * Returns the format of a file.
     *
     * @param start its first {@link #PROBED} bytes, with zeros after the end of a shorter file
     */
    public static DiskFormat of(Bytes start) {
        for (DiskFormat format : values()) {
            if (format.probe.test(start)) {
                return format;
            }
        }
        return RAW;
    }

    /** Returns the format with a name; nothing for one that is not told by first bytes. */
    public static Optional<DiskFormat> named(String label) {
        for (DiskFormat format : values()) {
            if (format.label().equals(label)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Returns the name, as QEMU has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether every file of the format, and no file of a guest's data as it is, begins like this. */
    public boolean isCertain() {
        return certain;
    }

    private static boolean isQcow(Bytes start) {
        return HeaderField.MAGIC.read(start) == HeaderCodec.MAGIC;
    }

    private static long version(Bytes start) {
        return HeaderField.VERSION.read(start);
    }

    private static boolean begins(Bytes start, String signature) {
        Bytes bytes = Bytes.utf8(signature);
        return start.slice(0, bytes.length()).equals(bytes);
    }

    private static boolean isVmdkText(Bytes start) {
        return VMDK_TEXT.matcher(start.display()).lookingAt();
    }
}
