package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.Optional;

/**
 * The start of a LUKS header to which an encryption-header extension points; the rest is not read.
 *
 * @param offset the offset in the file
 * @param start the first {@link #START} bytes
 */
public record LuksHeader(long offset, Bytes start) {

    /** Bytes of the magic number and version (LUKS On-Disk Format 1.2.3, figure 1). */
    public static final int START = 8;

    private static final Bytes MAGIC = Bytes.of('L', 'U', 'K', 'S', 0xba, 0xbe);
    private static final int VERSION_WIDTH = 2;
    /** The only version that QEMU reads (QCRYPTO_BLOCK_LUKS_VERSION). */
    private static final long VERSION = 1;

    /** Returns the reason why QEMU rejects the header, as the end of a sentence about the extension. */
    public Optional<String> defect() {
        if (!start.slice(0, MAGIC.length()).equals(MAGIC)) {
            return Optional.of("does not point to a LUKS header: the LUKS magic is missing");
        }
        long version = start.number(MAGIC.length(), VERSION_WIDTH);
        return version == VERSION
                ? Optional.empty()
                : Optional.of(
                        "points to a LUKS header of version " + version + "; QEMU reads version " + VERSION + " only");
    }
}
