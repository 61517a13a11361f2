package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A log with group commit: while one thread syncs a batch of records, other threads append to the next batch and wait
 * for it together. After an error nothing more is appended, since the contents of the file are unknown.
 */
final class GroupCommitLog {

    /** Records that are written and synced together. */
    final class Batch {
        private final List<ByteBuffer> records = new ArrayList<>();
        private final Condition turn = lock.newCondition();
        private boolean durable;

        /** Waits until the batch is on the disk. */
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

    private static final int SECTOR = JournalSector.LENGTH;

    /** Direct, since each thread would otherwise keep a direct copy of it. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16);

    private final FileChannel channel;
    private final Bytes run;
    private final ReentrantLock lock = new ReentrantLock();
    private Batch pending = new Batch();
    private boolean syncing;
    /** The error after which nothing is appended; null as long as there is none. */
    private @Nullable IOException failure;
    /** The number of the next batch; changed by the thread that syncs. */
    private int number;
    /** The offset of the next batch; changed by the thread that syncs. */
    private long end;
    /** The allocated length of the file; zeros follow the last batch. */
    private long allocated;

    /**
     * Creates a log that appends to a file.
     *
     * @param run the run's id
     * @param end the offset of the next batch; only zeros follow it in the file
     * @param number the number of the next batch
     */
    GroupCommitLog(FileChannel channel, String run, long end, int number) throws IOException {
        this.channel = channel;
        this.run = Bytes.utf8(run);
        this.end = end;
        this.number = number;
        this.allocated = Math.max(end, channel.size());
    }

    /** Adds records to the pending batch, which is written when it, or a later one, is synced. */
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

    /** Waits until everything appended so far is on the disk. */
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

    /** Writes and syncs the pending batch. The caller holds the lock, which is released meanwhile. */
    private void syncPending() throws IOException {
        Batch batch = pending;
        pending = new Batch();
        syncing = true;
        lock.unlock();
        IOException failed = null;
        boolean isDurable = false;
        try {
            write(batch.records);
            channel.force(false);
            isDurable = true;
        } catch (IOException error) {
            failed = error;
            throw error;
        } finally {
            lock.lock();
            batch.durable = isDurable;
            if (!isDurable) {
                // Also after an error such as lack of memory: the other threads would wait for this batch forever.
                failure = failed == null ? new IOException("the write was interrupted") : failed;
            }
            completed(batch);
        }
    }

    /** Wakes the threads that wait for the batch, and one thread that syncs the next batch. */
    private void completed(Batch batch) {
        syncing = false;
        batch.turn.signalAll();
        if (failure == null) {
            pending.turn.signal();
        } else {
            pending.turn.signalAll();
        }
    }

    /** Writes a batch of records into sectors of its own, after allocating them. */
    private void write(List<ByteBuffer> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        long bytes = records.stream().mapToLong(ByteBuffer::remaining).sum();
        int sectors = Math.toIntExact((bytes + JournalSector.PAYLOAD - 1) / JournalSector.PAYLOAD);
        allocate(end + (long) sectors * SECTOR);
        Iterator<ByteBuffer> next = records.iterator();
        ByteBuffer record = next.next();
        boolean isStart = true;
        ByteBuffer sectorBuffer = ByteBuffer.allocate(Math.min(Limits.SECTORS_PER_WRITE, sectors) * SECTOR);
        for (int index = 0; index < sectors; index++) {
            JournalSector sector = new JournalSector(run, sectorBuffer.slice(sectorBuffer.position(), SECTOR));
            sector.begin(number, index, sectors - 1 - index);
            while (record.hasRemaining()) {
                ByteBuffer room = sector.room();
                int count = Math.min(room.remaining(), record.remaining());
                if (count == 0) {
                    break;
                }
                room.put(record.duplicate().limit(record.position() + count));
                record.position(record.position() + count);
                sector.added(count, isStart);
                isStart = !record.hasRemaining();
                if (isStart && next.hasNext()) {
                    record = next.next();
                }
            }
            sector.end();
            sectorBuffer.position(sectorBuffer.position() + SECTOR);
            if (!sectorBuffer.hasRemaining()) {
                write(sectorBuffer.flip());
                sectorBuffer.clear();
            }
        }
        write(sectorBuffer.flip());
        number++;
    }

    private void write(ByteBuffer sectors) throws IOException {
        while (sectors.hasRemaining()) {
            end += channel.write(sectors, end);
        }
    }

    /**
     * Allocates the file durably up to an offset, and a sector of zeros after it. So a file that does not end with
     * zeros was truncated; and syncing within allocated blocks takes half the writes, since the file system's own
     * journal need not be synced as well.
     */
    private void allocate(long upTo) throws IOException {
        if (upTo + SECTOR <= allocated) {
            return;
        }
        long ahead = upTo + Math.max(Limits.LEAST_AHEAD, Math.min(end, Limits.MOST_AHEAD)) / SECTOR * SECTOR;
        try {
            fill(ahead);
        } catch (IOException notAhead) {
            // A disk that is almost full may still have room for this batch.
            fill(upTo + SECTOR);
        }
        channel.force(false);
    }

    private void fill(long upTo) throws IOException {
        while (allocated < upTo) {
            int bytes = (int) Math.min(ZEROS.capacity(), upTo - allocated);
            allocated += channel.write(ZEROS.duplicate().limit(bytes), allocated);
        }
    }

    /** Truncates the file after the last batch. No thread may append meanwhile. */
    void trim() throws IOException {
        if (failure == null && allocated > end) {
            channel.truncate(end);
            channel.force(false);
            allocated = end;
        }
    }

    private void checkFailure() throws IOException {
        if (failure != null) {
            throw new IOException("the journal could not be written: " + failure.getMessage(), failure);
        }
    }
}
