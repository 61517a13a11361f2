package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.commons.io.IOUtils;

/** An image that is open for reading, as QEMU reads it: zeros stand for what the file does not have. */
final class ImageFile {

    /** Bytes that are read at a time where little pieces stand one after the other. */
    private static final int BLOCK = 4096;

    private final FileChannel channel;
    private final long size;
    private Bytes block = Bytes.EMPTY;
    private long blockAt;

    ImageFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    /** Bytes at an offset of at most 2^63-1. */
    Bytes read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        if (offset < size) {
            IOUtils.read(channel.position(offset), buffer);
        }
        return Bytes.copyOf(buffer.clear());
    }

    /** The same for little pieces: what is near the one before takes no call of its own. */
    Bytes piece(long offset, int length) throws IOException {
        if (offset < blockAt || offset + length > blockAt + block.length()) {
            blockAt = offset;
            block = read(offset, Math.max(length, BLOCK));
        }
        int from = (int) (offset - blockAt);
        return block.slice(from, from + length);
    }
}
