package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.bytes.SectorChange.Phase;
import io.cowhand.os.DiskFullException;
import io.cowhand.os.OpenFile;
import io.cowhand.os.QemuPermission;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Locks, reads and writes the first bytes of an image that is open for writing. */
final class HeaderBytes {

    /**
     * The first byte of each range of locks. While both ranges are locked, no program that uses QEMU's locks has the
     * image open.
     */
    private static final long[] FIRST_LOCKED = {
        QemuPermission.CONSISTENT_READ.lockByte(), QemuPermission.CONSISTENT_READ.unsharedLockByte()
    };

    private HeaderBytes() {}

    /**
     * Takes all of QEMU's image locks exclusively; closing the file releases them.
     *
     * @return false if another program holds one of them
     * @throws IOException if the file system does not support locks; the image must not be written then
     */
    static boolean lock(OpenFile file) throws IOException {
        for (long first : FIRST_LOCKED) {
            if (!file.lock(first, QemuPermission.COUNT)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first bytes of a file; fewer if the file is shorter. */
    static Bytes read(OpenFile file, int length) throws IOException {
        return Bytes.read(length, buffer -> read(file, 0, buffer));
    }

    /** Reads into a buffer until it is full or the file ends. */
    static void read(OpenFile file, long offset, ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position() - start) > 0) {
            // A read may return fewer bytes than remain.
        }
    }

    /** Writes the bytes of a phase, in one call unless the system accepts fewer bytes. */
    static void write(OpenFile file, Phase phase) throws IOException {
        ByteBuffer left = phase.bytes().asBuffer();
        while (left.hasRemaining()) {
            file.write(left, (long) phase.offset() + left.position());
        }
    }

    /** Returns the first bytes of a file as they are on the disk; fewer if the file is shorter. */
    static Bytes readDurable(OpenFile file, int length) throws IOException {
        return Bytes.read(length, buffer -> {
            int read = OpenFile.BLOCK;
            // A read that ends within a block has reached the end of the file.
            while (buffer.hasRemaining() && read > 0 && read % OpenFile.BLOCK == 0) {
                read = file.readDurable(buffer, buffer.position());
            }
        });
    }

    /**
     * Restores the old sectors under the protection of the mark, sector 0 last. All are written, even those that read
     * back as the old ones: pages that a failed sync left in memory would otherwise not be written again.
     *
     * @throws IOException if that fails; the image is then left as it is, marked unless only one sector changes
     */
    static void restore(OpenFile file, SectorChange change) throws IOException {
        if (!change.isAtomic()) {
            write(file, new Phase(0, change.marked()));
            file.sync();
        }
        for (Phase sector : change.oldSectors()) {
            if (change.isAtomic() || sector.offset() > 0) {
                writeUnlessFull(file, sector);
            }
        }
        file.sync();
        if (!change.isAtomic()) {
            write(file, new Phase(0, change.before().slice(0, SectorChange.SECTOR)));
            file.sync();
        }
        Bytes found = readDurable(file, change.end());
        if (found.length() < change.end() || !change.of(found).equals(change.before())) {
            throw new IOException("the restored header does not read back as it was written");
        }
    }

    /** Restores a sector. A full disk may have no room for one that was never written, which needs no restoring. */
    private static void writeUnlessFull(OpenFile file, Phase sector) throws IOException {
        try {
            write(file, sector);
        } catch (DiskFullException full) {
            int end = sector.offset() + sector.bytes().length();
            Bytes found = readDurable(file, end);
            if (found.length() < end || !found.slice(sector.offset(), end).equals(sector.bytes())) {
                throw full;
            }
        }
    }
}
