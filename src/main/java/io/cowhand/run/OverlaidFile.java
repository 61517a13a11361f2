package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file as it would be with other first bytes. */
final class OverlaidFile implements ReadableFile {

    private final Bytes first;
    private final ReadableFile file;

    OverlaidFile(Bytes first, ReadableFile file) {
        this.first = first;
        this.file = file;
    }

    @Override
    public long size() throws IOException {
        return Math.max(first.length(), file.size());
    }

    @Override
    public int read(ByteBuffer buffer, long offset) throws IOException {
        if (offset >= first.length()) {
            return file.read(buffer, offset);
        }
        int count = (int) Math.min(buffer.remaining(), first.length() - offset);
        buffer.put(first.slice((int) offset, (int) offset + count).asBuffer());
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
