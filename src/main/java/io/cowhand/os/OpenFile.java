package io.cowhand.os;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open regular file. Every call uses the descriptor, not a path. */
public interface OpenFile extends Closeable {

    /** The unit in which {@link #readDurable} reads, in bytes. */
    int BLOCK = 4096;

    /**
     * Returns the file's current status.
     *
     * @throws IOException if it cannot be read
     */
    ExtendedStatus status() throws IOException;

    /**
     * Takes an exclusive lock of the open file description on bytes of the file (fcntl(2), F_OFD_SETLK). No other
     * descriptor of the file can drop it; closing this one releases it.
     *
     * @param first the first byte
     * @param count the number of bytes
     * @return false if another program, or another descriptor in this one, holds a lock on any of the bytes
     * @throws IOException if the file system does not support locks
     */
    boolean lock(long first, long count) throws IOException;

    /**
     * Reads bytes at an offset into a buffer.
     *
     * @return the number of bytes; 0 at the end of the file
     */
    int read(ByteBuffer into, long offset) throws IOException;

    /**
     * Writes bytes of a buffer at an offset.
     *
     * @return the number of bytes, which may be fewer than remain
     */
    int write(ByteBuffer from, long offset) throws IOException;

    /**
     * Reads bytes as they are on the disk, if the file system supports that (open(2), O_DIRECT): after a failed sync,
     * the page cache may differ from the disk.
     *
     * @param offset a multiple of {@value #BLOCK}
     * @return the number of bytes: a multiple of {@value #BLOCK} unless the file or the buffer ends; 0 at the end of
     *     the file
     */
    int readDurable(ByteBuffer into, long offset) throws IOException;

    /**
     * Starts writing cached data to the disk, without waiting (sync_file_range(2)), so that the syncs of several files
     * overlap. This is only a hint, so an error is not reported.
     */
    void beginSync();

    /** Waits until written data is on the disk (fdatasync(2)). */
    void sync() throws IOException;

    /**
     * Waits until a new write gets a different modification time than an earlier write. The clock that sets these
     * times, this machine's or a file server's, ticks only every few milliseconds.
     *
     * @param since the end of the earlier write, by {@link System#nanoTime}
     */
    void awaitClockTick(long since) throws IOException;

    /** Closes the file, which releases its locks. A second call does nothing. */
    @Override
    void close() throws IOException;
}
