package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A file that becomes a real image with another beginning, again and again; only blocks that hold data are written. */
public final class ScratchImage {

    private static final int BLOCK = 4096;

    private final Path path;
    private final long originalSize;
    private final NavigableMap<Long, byte[]> blocks = new TreeMap<>();

    /** Reads the image whose contents the file will have; the file itself does not exist yet. */
    public ScratchImage(Path original, Path path) {
        this.path = path;
        try {
            byte[] content = Files.readAllBytes(original);
            originalSize = content.length;
            for (int at = 0; at < content.length; at += BLOCK) {
                byte[] block = new byte[Math.min(BLOCK, content.length - at)];
                System.arraycopy(content, at, block, 0, block.length);
                if (!isZero(block)) {
                    blocks.put((long) at, block);
                }
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /** Bytes of the original. */
    public long originalSize() {
        return originalSize;
    }

    /** The original's first bytes; zeros follow where it has fewer. */
    public byte[] beginning(int length) {
        byte[] beginning = new byte[length];
        blocks.headMap((long) length)
                .forEach((at, block) -> System.arraycopy(
                        block, 0, beginning, at.intValue(), Math.min(block.length, length - at.intValue())));
        return beginning;
    }

    /** Makes the file the original, but with this beginning and this size. */
    public void become(byte[] beginning, long size) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            for (var block :
                    blocks.tailMap((long) beginning.length / BLOCK * BLOCK).entrySet()) {
                write(channel, block.getValue(), block.getKey());
            }
            for (int at = 0; at < beginning.length; at += BLOCK) {
                byte[] block = new byte[Math.min(BLOCK, beginning.length - at)];
                System.arraycopy(beginning, at, block, 0, block.length);
                if (!isZero(block) || at + BLOCK > beginning.length) {
                    write(channel, block, at);
                }
            }
            channel.truncate(size);
            if (channel.size() < size) {
                write(channel, new byte[1], size - 1);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Changes bytes of the file as it is now. */
    public void patch(long offset, byte[] bytes) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            write(channel, bytes, offset);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Bytes of the original at an offset; zeros where it has none. */
    public byte[] content(long offset, int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            byte[] block = blocks.get((offset + i) / BLOCK * BLOCK);
            int at = (int) ((offset + i) % BLOCK);
            content[i] = block == null || at >= block.length ? 0 : block[at];
        }
        return content;
    }

    private static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }
}
