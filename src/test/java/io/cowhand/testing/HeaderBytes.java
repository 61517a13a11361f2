package io.cowhand.testing;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.ImageFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The first cluster of a sound image, put together byte by byte by the specification's offsets; every method answers with
 * a changed copy.
 */
public final class HeaderBytes {

    private final int clusterBits;
    private final int headerLength;
    private final List<Consumer<ByteBuffer>> writes;
    private final ByteBuffer extensions;
    private final String name;

    private HeaderBytes(
            int clusterBits, int headerLength, List<Consumer<ByteBuffer>> writes, ByteBuffer extensions, String name) {
        this.clusterBits = clusterBits;
        this.headerLength = headerLength;
        this.writes = List.copyOf(writes);
        this.extensions = extensions;
        this.name = name;
    }

    /** A version 3 header of 112 bytes without extensions. */
    public static HeaderBytes v3(int clusterBits) {
        return new HeaderBytes(clusterBits, 112, List.of(), ByteBuffer.allocate(0), "")
                .common(3)
                .u32(96, 4)
                .u32(100, 112);
    }

    /** A version 2 header without extensions. */
    public static HeaderBytes v2(int clusterBits) {
        return new HeaderBytes(clusterBits, 72, List.of(), ByteBuffer.allocate(0), "").common(2);
    }

    private HeaderBytes common(int version) {
        long cluster = 1L << clusterBits;
        return u32(0, 0x514649fbL)
                .u32(4, version)
                .u32(20, clusterBits)
                .u64(24, 1 << 20)
                .u32(36, 32)
                .u64(40, 3 * cluster)
                .u64(48, cluster)
                .u32(56, 1);
    }

    /** Adds a number of four bytes at an offset, in place of the bytes there. */
    public HeaderBytes u32(int offset, long value) {
        return with(cluster -> cluster.putInt(offset, (int) value));
    }

    /** Adds a number of eight bytes at an offset, in place of the bytes there. */
    public HeaderBytes u64(int offset, long value) {
        return with(cluster -> cluster.putLong(offset, value));
    }

    /** Adds a byte at an offset, in place of the byte there. */
    public HeaderBytes u8(int offset, int value) {
        return with(cluster -> cluster.put(offset, (byte) value));
    }

    private HeaderBytes with(Consumer<ByteBuffer> write) {
        List<Consumer<ByteBuffer>> more = new ArrayList<>(writes);
        more.add(write);
        return new HeaderBytes(clusterBits, headerLength, more, extensions, name);
    }

    /** With one more extension. */
    public HeaderBytes extension(long magic, String text) {
        return extension(magic, text.getBytes(StandardCharsets.UTF_8));
    }

    /** With one more extension of so many zeros. */
    public HeaderBytes extension(long magic, int zeros) {
        return extension(magic, new byte[zeros]);
    }

    private HeaderBytes extension(long magic, byte[] data) {
        ByteBuffer more = ByteBuffer.allocate(extensions.capacity() + 8 + (data.length + 7) / 8 * 8);
        more.put(extensions.duplicate().rewind())
                .putInt((int) magic)
                .putInt(data.length)
                .put(data);
        return new HeaderBytes(clusterBits, headerLength, writes, more, name);
    }

    /** Adds a backing file name after the end marker of the extensions. */
    public HeaderBytes backing(String file) {
        return new HeaderBytes(clusterBits, headerLength, writes, extensions, file);
    }

    /** Returns the offset after the last byte of the header. */
    public int end() {
        return headerLength + extensions.capacity() + 8 + name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The whole first cluster. */
    public Bytes cluster() {
        ByteBuffer cluster = ByteBuffer.allocate(1 << clusterBits);
        cluster.position(headerLength).put(extensions.duplicate().rewind()).position(cluster.position() + 8);
        if (!name.isEmpty()) {
            byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
            cluster.putLong(8, cluster.position()).putInt(16, encoded.length).put(encoded);
        }
        cluster.rewind();
        writes.forEach(write -> write.accept(cluster));
        return Bytes.copyOf(cluster);
    }

    /** The image with the window that its header needs, in a file of five clusters. */
    public ImageFacts facts() {
        int window = (end() + 4095) / 4096 * 4096;
        return facts(Math.min(window, 1 << clusterBits), 5L << clusterBits);
    }

    /** The image with a window of so many bytes, in a file of so many. */
    public ImageFacts facts(int window, long fileSize) {
        HeaderCodec.Decoding decoding = HeaderCodec.decode(cluster().slice(0, window));
        if (decoding instanceof HeaderCodec.Decoded decoded) {
            return new ImageFacts(decoded.header(), fileSize, "image.qcow2");
        }
        throw new AssertionError(decoding);
    }
}
