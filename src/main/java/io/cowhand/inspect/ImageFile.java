package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.ReadableFile;
import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** An image that is open for reading. As in QEMU, zeros follow the end of the file. */
public final class ImageFile {

    /** Reads from an image. */
    @FunctionalInterface
    public interface Use<T> {
        /** Returns a value read from the file. */
        T read(ImageFile file) throws IOException;
    }

    /** The least number of bytes that a buffered read asks the system for. */
    private static final int BLOCK = 4096;

    /** The bytes of a file from an offset. */
    private record From(ReadableFile file, long offset) implements Bytes.Source {
        @Override
        public void fill(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {
                // One call may return fewer bytes.
            }
        }
    }

    private final ReadableFile file;
    private final long size;
    /** What was read last: 65,536 entries of a table take 1 ms with it and 35 ms without (ReuseBenchmark). */
    private Bytes block = Bytes.EMPTY;

    private long blockAt;

    ImageFile(ReadableFile file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /**
     * Opens a regular file, and closes it after use.
     *
     * @throws IOException if the file cannot be opened, or is not a regular file
     */
    public static <T> T open(Path path, Use<T> use) throws IOException {
        FileStatus.ofRegular(path);
        try (ReadableFile file = FileTree.SYSTEM.open(path, TrailingLink.FOLLOWED)) {
            return use.read(new ImageFile(file));
        }
    }

    /** Returns the size of the file in bytes. */
    public long size() {
        return size;
    }

    /** Returns the bytes at an offset of at most 2^63-1. */
    public Bytes read(long offset, int length) throws IOException {
        if (offset >= size) {
            return Bytes.zeros(length);
        }
        int inFile = (int) Math.min(length, size - offset);
        return Bytes.read(inFile, new From(file, offset)).resized(length);
    }

    /** Returns whether the file begins with some bytes. */
    boolean beginsWith(Bytes bytes) throws IOException {
        return bytes.length() <= size
                ? bytes.isStartOf(new From(file, 0))
                : read(0, bytes.length()).equals(bytes);
    }

    /** Returns the bytes at an offset through a buffer: a small read near the one before takes no system call. */
    public Bytes readBuffered(long offset, int length) throws IOException {
        if (offset < blockAt || offset + length > blockAt + block.length()) {
            blockAt = offset;
            block = read(offset, Math.max(length, BLOCK));
        }
        int from = (int) (offset - blockAt);
        return block.slice(from, from + length);
    }
}
