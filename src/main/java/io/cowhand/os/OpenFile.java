package io.cowhand.os;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A regular file that is open; what is asked of it is asked of the descriptor, not of a path. */
public interface OpenFile extends Closeable {

    /** The unit in which {@link #readDurable} reads, in bytes. */
    int BLOCK = 4096;

    /**
     * Returns what the system says of the file now.
     *
     * @throws IOException if the system does not tell
     */
    ExtendedStatus status() throws IOException;

    /**
     * Takes an exclusive lock on bytes of the file, as one of the open file description (fcntl(2), F_OFD_SETLK): no other
     * descriptor of the file can drop it, and it goes when this one is closed.
     *
     * @param first the first byte
     * @param count how many
     * @return false where another program, or another descriptor of this one, holds a lock on one of them
     * @throws IOException if locks do not work here
     */
    boolean lock(long first, long count) throws IOException;

    /**
     * Reads bytes at an offset into a buffer.
     *
     * @return how many; 0 at the end of the file
     */
    int read(ByteBuffer into, long offset) throws IOException;

    /**
     * Writes bytes of a buffer at an offset.
     *
     * @return how many, which may be fewer than remain
     */
    int write(ByteBuffer from, long offset) throws IOException;

    /**
     * Reads bytes as the disk has them, where the file system tells that (open(2), O_DIRECT): after a sync that failed, what
     * the system remembers need not be that.
     *
     * @param offset a multiple of {@value #BLOCK}
     * @return how many; no multiple of {@value #BLOCK} only where the file, or the buffer, ends there, and 0 at the end of
     *     the file
     */
    int readDurable(ByteBuffer into, long offset) throws IOException;

    /**
     * Begins to write to the disk what was written, without waiting for it (sync_file_range(2)): several files that are
     * synced after that wait together. It is only a hint, so nothing is said where the file system does not take it.
     */
    void beginSync();

    /** Waits until what was written is on the disk (fdatasync(2)). */
    void sync() throws IOException;

    /**
     * Waits until a write leaves another time of modification than one that ended before: these times are taken from a clock
     * that ticks every few milliseconds, this machine's or that of a server.
     *
     * @param since when the earlier write ended, by {@link System#nanoTime}
     */
    void awaitClockTick(long since) throws IOException;

    /** Closes the file, which releases its locks. A second call does nothing. */
    @Override
    void close() throws IOException;
}
