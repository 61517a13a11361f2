package io.cowhand.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that many threads append to, and wait for together: while one syncs what has come so far, the others add to what
 * the next one syncs. After an error nothing is appended any more, as nobody knows what is in the file.
 */
final class GroupLog {

    /** Records that go to the disk together. */
    final class Batch {
        private final List<ByteBuffer> records = new ArrayList<>();
        private final Condition turn = lock.newCondition();
        private boolean durable;

        /** Waits until it is on the disk. */
        void sync() throws IOException {
            lock.lock();
            try {
                while (!durable) {
                    checkFailure();
                    if (syncing) {
                        turn.awaitUninterruptibly();
                    } else {
                        syncPending();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static final IOException NONE = new IOException();

    /** Bytes that are allocated ahead, at least and at most. */
    private static final int LEAST_AHEAD = 1 << 12;

    private static final int MOST_AHEAD = 1 << 20;

    /** Bytes of records that are written in one call; one that is longer has a call of its own. */
    private static final int TOGETHER = 1 << 18;

    /** Direct, as each thread would otherwise keep a copy of it. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16);

    private final FileChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private Batch pending = new Batch();
    private boolean syncing;
    private IOException failure = NONE;
    /** Where the next record goes; written by who syncs. */
    private long end;
    /** Up to where the file has blocks, of zeros behind the last record. */
    private long allocated;

    /**
     * A log at the end of a file.
     *
     * @param end bytes of the file
     */
    GroupLog(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
        this.allocated = end;
    }

    /** Takes records; they go into the file when the batch, or a later one, is synced. */
    Batch append(List<ByteBuffer> records) throws IOException {
        lock.lock();
        try {
            checkFailure();
            pending.records.addAll(records);
            return pending;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything that has been appended is on the disk. */
    void sync() throws IOException {
        Batch last;
        lock.lock();
        try {
            last = pending;
        } finally {
            lock.unlock();
        }
        last.sync();
    }

    /** With the lock held, which is let go of meanwhile. */
    private void syncPending() throws IOException {
        Batch batch = pending;
        pending = new Batch();
        syncing = true;
        lock.unlock();
        // Whatever is thrown, such as an error for lack of memory, the others must not wait for ever.
        IOException failed = new IOException("the write was cut off");
        try {
            write(batch.records);
            channel.force(false);
            failed = NONE;
        } catch (IOException error) {
            failed = error;
            throw error;
        } finally {
            lock.lock();
            failure = failed;
            batch.durable = failed == NONE;
            ended(batch);
        }
    }

    /** Wakes who waits for the batch, and somebody who syncs the next one. */
    private void ended(Batch batch) {
        syncing = false;
        batch.turn.signalAll();
        if (failure == NONE) {
            pending.turn.signal();
        } else {
            pending.turn.signalAll();
        }
    }

    /**
     * Appends records, and with them zeros where they need new blocks: to sync a file that has its blocks already takes
     * half the writes, as the file system's own journal need not be synced as well.
     */
    private void write(List<ByteBuffer> batch) throws IOException {
        long bytes = batch.stream().mapToLong(ByteBuffer::remaining).sum();
        ByteBuffer together = ByteBuffer.allocate((int) Math.min(TOGETHER, bytes));
        for (ByteBuffer record : batch) {
            if (record.remaining() > together.remaining()) {
                write(together.flip());
                together.clear();
            }
            if (record.remaining() > together.remaining()) {
                write(record);
            } else {
                together.put(record);
            }
        }
        write(together.flip());
    }

    private void write(ByteBuffer records) throws IOException {
        int bytes = records.remaining();
        if (end + bytes > allocated) {
            allocate(end + bytes + Math.max(LEAST_AHEAD, Math.min(end, MOST_AHEAD)));
        }
        while (records.hasRemaining()) {
            end += channel.write(records, end);
        }
        allocated = Math.max(allocated, end);
    }

    /** Fills up with zeros; on a disk that is almost full there may be room for the records alone. */
    private void allocate(long upTo) {
        try {
            while (allocated < upTo) {
                int bytes = (int) Math.min(ZEROS.capacity(), upTo - allocated);
                allocated += channel.write(ZEROS.duplicate().limit(bytes), allocated);
            }
        } catch (IOException notAhead) {
            return;
        }
    }

    /** Lets go of the blocks that were not needed. Nobody may be appending any more. */
    void close() throws IOException {
        if (failure == NONE && allocated > end) {
            channel.truncate(end);
            channel.force(false);
            allocated = end;
        }
    }

    private void checkFailure() throws IOException {
        if (failure != NONE) {
            throw new IOException("the journal could not be written: " + failure.getMessage(), failure);
        }
    }
}
