package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.IoErrors;
import io.cowhand.os.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A file that records what is read of it. */
final class RecordingFile implements ReadableFile {

    private final ReadableFile file;
    private FileContent content;
    private Optional<String> failure = Optional.empty();

    RecordingFile(ReadableFile file) throws IOException {
        this.file = file;
        this.content = new FileContent(file.size());
    }

    /** Returns what has been read. */
    FileContent content() {
        return content;
    }

    /** Returns why a read failed, if one did. */
    Optional<String> failure() {
        return failure;
    }

    /** Begins again if the size has changed: the reader asks for it at the beginning of each attempt. */
    @Override
    public long size() throws IOException {
        long size = file.size();
        if (size != content.size()) {
            content = new FileContent(size);
        }
        return size;
    }

    @Override
    public int read(ByteBuffer buffer, long offset) throws IOException {
        try {
            return recorded(buffer, offset);
        } catch (IOException error) {
            failure = Optional.of(IoErrors.describe(error));
            throw error;
        }
    }

    private int recorded(ByteBuffer buffer, long offset) throws IOException {
        int start = buffer.position();
        int count = file.read(buffer, offset);
        if (count > 0) {
            content.add(offset, Bytes.copyOf(buffer.duplicate().flip().position(start)));
            if (content.weight() > Limits.CONTENT) {
                throw new IOException("its tables are too large for a capture, which holds at most "
                        + Limits.CONTENT / (1 << 20) + " MiB of one file");
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
