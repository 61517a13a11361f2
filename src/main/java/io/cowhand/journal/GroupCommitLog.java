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
 * A file that many threads append to, and wait for together: while one syncs what has come so far, the others add to what
 * the next one syncs. After an error nothing is appended any more, as nobody knows what is in the file.
 */
final class GroupCommitLog {

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

    private static final int SECTOR = JournalSector.LENGTH;

    /** Direct, as each thread would otherwise keep a copy of it. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16);

    private final FileChannel channel;
    private final Bytes run;
    private final ReentrantLock lock = new ReentrantLock();
    private Batch pending = new Batch();
    private boolean syncing;
    /** Why nothing is appended any more. */
    private @Nullable IOException failure;
    /** The number of the next batch; changed by the thread that syncs. */
    private int number;
    /** Where the next batch goes; changed by the thread that syncs. */
    private long end;
    /** Up to where the file has blocks, of zeros behind the last batch. */
    private long allocated;

    /**
     * A log at the end of a file.
     *
     * @param run the run's id
     * @param end where the next batch goes, whose number is {@code number}; what the file has behind that are zeros
     */
    GroupCommitLog(FileChannel channel, String run, long end, int number) throws IOException {
        this.channel = channel;
        this.run = Bytes.utf8(run);
        this.end = end;
        this.number = number;
        this.allocated = Math.max(end, channel.size());
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

    /** Releases the lock, which the caller holds, while it writes. */
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
                // Also after an error such as a lack of memory, as the other threads would wait for this batch.
                failure = failed == null ? new IOException("the write was cut off") : failed;
            }
            completed(batch);
        }
    }

    /** Wakes who waits for the batch, and somebody who syncs the next one. */
    private void completed(Batch batch) {
        syncing = false;
        batch.turn.signalAll();
        if (failure == null) {
            pending.turn.signal();
        } else {
            pending.turn.signalAll();
        }
    }

    /** Writes a batch of records into sectors of its own, all of which have blocks already. */
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
        ByteBuffer together = ByteBuffer.allocate(Math.min(Limits.SECTORS_PER_WRITE, sectors) * SECTOR);
        for (int index = 0; index < sectors; index++) {
            JournalSector sector = new JournalSector(run, together.slice(together.position(), SECTOR));
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
            together.position(together.position() + SECTOR);
            if (!together.hasRemaining()) {
                write(together.flip());
                together.clear();
            }
        }
        write(together.flip());
        number++;
    }

    private void write(ByteBuffer sectors) throws IOException {
        while (sectors.hasRemaining()) {
            end += channel.write(sectors, end);
        }
    }

    /**
     * Sees to it that the file has blocks up to an offset, and a sector of zeros behind them, and that a crash does not
     * change that. So a file that does not end with zeros was cut short; and to sync a file that has its blocks already
     * takes half the writes, as the file system's own journal need not be synced as well.
     */
    private void allocate(long upTo) throws IOException {
        if (upTo + SECTOR <= allocated) {
            return;
        }
        long ahead = upTo + Math.max(Limits.LEAST_AHEAD, Math.min(end, Limits.MOST_AHEAD)) / SECTOR * SECTOR;
        try {
            fill(ahead);
        } catch (IOException notAhead) {
            // On a disk that is almost full, there may be room for less.
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

    /** Cuts off the zeros behind the last batch. Nobody may be appending any more. */
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
