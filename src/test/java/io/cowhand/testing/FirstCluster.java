package io.cowhand.testing;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Builds the first cluster of an image byte by byte, by the specification alone, sound or not; what is asked for stands
 * where it is asked for, and nothing is put right.
 *
 * <p>It starts as an empty image that QEMU opens: refcounts in the second cluster, an L1 table of four entries in the
 * fourth, and a disk of four megabytes or as much as that table covers. Fields are set by their offsets; extensions, end
 * marker and name follow the fields.
 */
public final class FirstCluster {

    /** QEMU's type of the backing format extension. */
    public static final long BACKING_FORMAT = 0xe2792acaL;
    /** QEMU's type of the feature name table. */
    public static final long FEATURE_NAMES = 0x6803f857L;
    /** QEMU's type of the bitmaps extension. */
    public static final long BITMAPS = 0x23852875L;
    /** QEMU's type of the encryption header pointer. */
    public static final long ENCRYPTION_HEADER = 0x0537be77L;
    /** QEMU's type of the data file name. */
    public static final long DATA_FILE = 0x44415441L;
    /** An unknown type. */
    public static final long UNKNOWN = 0x11223344L;

    private final ByteBuffer cluster;
    private int at;

    private FirstCluster(int version, int clusterBits, int headerLength) {
        this.cluster = ByteBuffer.allocate(1 << clusterBits);
        this.at = headerLength;
        long size = 1L << clusterBits;
        u32(0, 0x514649fbL).u32(4, version).u32(20, clusterBits).u64(24, Math.min(4 << 20, 4 * size * size / 8));
        u32(36, 4).u64(40, 3 * size).u64(48, size).u32(56, 1);
        if (version == 3) {
            u32(96, 4).u32(100, headerLength);
        }
    }

    /** Version 3 with 112 bytes of fields. */
    public static FirstCluster v3(int clusterBits) {
        return v3(clusterBits, 112);
    }

    /** Version 3 with {@code headerLength} bytes of fields, 104 or more. */
    public static FirstCluster v3(int clusterBits, int headerLength) {
        return new FirstCluster(3, clusterBits, headerLength);
    }

    /** Version 2. */
    public static FirstCluster v2(int clusterBits) {
        return new FirstCluster(2, clusterBits, 72);
    }

    /** Sets a byte. */
    public FirstCluster u8(int offset, int value) {
        cluster.put(offset, (byte) value);
        return this;
    }

    /** Sets four bytes. */
    public FirstCluster u32(int offset, long value) {
        cluster.putInt(offset, (int) value);
        return this;
    }

    /** Sets eight bytes. */
    public FirstCluster u64(int offset, long value) {
        cluster.putLong(offset, value);
        return this;
    }

    /** Adds an extension, filled up with zeros to a multiple of 8 bytes. */
    public FirstCluster extension(long magic, Bytes data) {
        announce(magic, data.length());
        cluster.put(at, data.asBuffer(), 0, data.length());
        return skip((data.length() + 7) / 8 * 8);
    }

    /** Adds an extension that holds a text. */
    public FirstCluster extension(long magic, String text) {
        return extension(magic, Bytes.copyOf(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Adds an extension that holds numbers of eight bytes. */
    public FirstCluster extension(long magic, long... numbers) {
        ByteBuffer data = ByteBuffer.allocate(8 * numbers.length);
        for (long number : numbers) {
            data.putLong(number);
        }
        return extension(magic, Bytes.copyOf(data.flip()));
    }

    /** Adds type and length of an extension, but no payload. */
    public FirstCluster announce(long magic, long length) {
        return u32(at, magic).u32(at + 4, length).skip(8);
    }

    /** Adds the end marker. */
    public FirstCluster end() {
        return announce(0, 0);
    }

    /** Adds the backing file name, and says so in the fields. */
    public FirstCluster name(String name) {
        return name(Bytes.utf8(name));
    }

    /** Adds the backing file name, of any bytes, and says so in the fields. */
    public FirstCluster name(Bytes name) {
        u64(8, at).u32(16, name.length());
        cluster.put(at, name.asBuffer(), 0, name.length());
        return skip(name.length());
    }

    /** Leaves bytes as they are. */
    public FirstCluster skip(int bytes) {
        at += bytes;
        return this;
    }

    /** Where the next part would go. */
    public int position() {
        return at;
    }

    /** The first bytes. */
    public Bytes window(int length) {
        return Bytes.copyOf(cluster.duplicate().limit(length));
    }

    /** The whole cluster. */
    public Bytes cluster() {
        return window(cluster.capacity());
    }

    /** Writes an image of {@code size} bytes in which nothing but zeros follows the first cluster. */
    public void write(Path image, long size) {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(cluster.duplicate());
            channel.truncate(size);
            if (channel.size() < size) {
                channel.write(ByteBuffer.allocate(1), size - 1);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
