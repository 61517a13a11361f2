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

    private final FileChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition synced = lock.newCondition();
    private List<ByteBuffer> pending = new ArrayList<>();
    private long appended;
    private long durable;
    private boolean syncing;
    private IOException failure = NONE;

    private static final IOException NONE = new IOException();

    /** A log at the end of a file. */
    GroupLog(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes a record; it goes into the file with the next sync. Answers with what to give to {@link #sync}. */
    long append(ByteBuffer record) throws IOException {
        lock.lock();
        try {
            checkFailure();
            pending.add(record);
            appended++;
            return appended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything up to a record is on the disk. */
    void sync(long record) throws IOException {
        lock.lock();
        try {
            while (durable < record) {
                checkFailure();
                if (syncing) {
                    synced.awaitUninterruptibly();
                } else {
                    syncPending();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Syncs everything that has been appended. */
    void sync() throws IOException {
        long all;
        lock.lock();
        try {
            all = appended;
        } finally {
            lock.unlock();
        }
        sync(all);
    }

    /** With the lock held, which is let go of meanwhile. */
    private void syncPending() throws IOException {
        List<ByteBuffer> batch = pending;
        long upTo = appended;
        pending = new ArrayList<>();
        syncing = true;
        lock.unlock();
        IOException failed = NONE;
        try {
            write(batch);
            channel.force(false);
        } catch (IOException error) {
            failed = error;
        } finally {
            lock.lock();
            syncing = false;
            synced.signalAll();
        }
        if (failed == NONE) {
            durable = upTo;
        } else {
            failure = failed;
            throw failed;
        }
    }

    private void write(List<ByteBuffer> batch) throws IOException {
        int bytes = batch.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer all = ByteBuffer.allocate(bytes);
        batch.forEach(all::put);
        all.flip();
        while (all.hasRemaining()) {
            channel.write(all);
        }
    }

    private void checkFailure() throws IOException {
        if (failure != NONE) {
            throw new IOException("the journal could not be written: " + failure.getMessage(), failure);
        }
    }
}
