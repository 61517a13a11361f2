package io.cowhand.os;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A regular file that is open for reading. */
public interface ReadableFile extends Closeable {

    /** Returns the size of the file in bytes. */
    long size() throws IOException;

    /**
     * Reads bytes at an offset into a buffer; one call may read fewer than fit in.
     *
     * @return the number of bytes; negative at the end of the file
     */
    int read(ByteBuffer buffer, long offset) throws IOException;

    /** Returns an open file of the system; closing it closes the channel. */
    static ReadableFile of(FileChannel channel) {
        return new ReadableFile() {
            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public int read(ByteBuffer buffer, long offset) throws IOException {
                return channel.read(buffer, offset);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
