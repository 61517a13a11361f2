package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.os.FileId;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a run that is in progress in this process; safe for use by several threads. Closing it releases its
 * lock.
 *
 * <p>A damaged journal is only read: outcomes are not recorded, so that the file stays as it is.
 */
public final class Journal implements AutoCloseable {

    private final String run;
    private final FileChannel channel;
    private final RunLock lock;
    private final GroupCommitLog log;
    /** A description of the damage; null if there is none. */
    private final @Nullable String damage;

    private final AtomicLong unresolved;
    private long lastNumber;

    private Journal(
            String run,
            FileChannel channel,
            RunLock lock,
            GroupCommitLog log,
            Optional<String> damage,
            long lastNumber,
            long unresolved) {
        this.run = run;
        this.channel = channel;
        this.lock = lock;
        this.log = log;
        this.damage = damage.orElse(null);
        this.lastNumber = lastNumber;
        this.unresolved = new AtomicLong(unresolved);
    }

    /** Begins the journal of a new run in an empty file. */
    static Journal begin(FileChannel channel, RunLock lock, RunMetadata metadata) throws IOException {
        ByteBuffer preamble = JournalSector.preamble(Bytes.utf8(metadata.run()));
        while (preamble.hasRemaining()) {
            channel.write(preamble, preamble.position());
        }
        GroupCommitLog log = new GroupCommitLog(channel, metadata.run(), JournalSector.LENGTH, 1);
        Journal journal = new Journal(metadata.run(), channel, lock, log, Optional.empty(), 0, 0);
        journal.append(new JournalRecord.RunRecord(metadata)).sync();
        return journal;
    }

    /** Opens the journal of an interrupted run to append to it. */
    static Journal resume(FileChannel channel, RunLock lock, String run) throws IOException {
        JournalIndex contents = JournalIndex.read(channel, run);
        if (contents.damage().isEmpty() && contents.hasUnfinished()) {
            clear(channel, contents.end());
        }
        return new Journal(
                run,
                channel,
                lock,
                new GroupCommitLog(channel, run, contents.end(), contents.nextBatch()),
                contents.damage(),
                contents.lastNumber(),
                contents.summary().unresolved());
    }

    /**
     * Overwrites with zeros the batch that was being written when the run was interrupted; the next batch takes its
     * place.
     */
    private static void clear(FileChannel channel, long from) throws IOException {
        long size = channel.size();
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(1 << 16, size - from));
        for (long at = from; at < size; ) {
            at += channel.write(zeros.clear().limit((int) Math.min(zeros.capacity(), size - at)), at);
        }
        channel.force(false);
    }

    /** Returns the run's id. */
    public String run() {
        return run;
    }

    /** Returns a description of the damage; nothing if there is none. */
    public Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /**
     * A write to an image that is about to begin.
     *
     * @param image the image's path as shown
     * @param uri the image's absolute {@code file:} URI
     * @param file the image's file
     * @param link whether a link at the end of the image's path is followed
     * @param writes the sectors to write
     * @param undo when the old sectors may be restored
     * @param ordinal the image's number in the run, from 1, in the order of its images
     */
    public record Write(
            String image,
            String uri,
            FileId file,
            TrailingLink link,
            SectorWrite writes,
            UndoTerms undo,
            long ordinal) {}

    /**
     * Records the intents of writes, and waits until they are on the disk.
     *
     * @return the number of the first intent; the others follow
     * @throws IOException if they cannot be recorded; no image must be written then
     */
    public long recordIntents(List<Write> writes) throws IOException {
        if (damage != null) {
            throw new IOException("the journal is damaged");
        }
        List<Intent> intents = writes.stream().map(Intent::of).toList();
        long first;
        GroupCommitLog.Batch batch;
        // Together, so that intents are in the file in the order of their numbers, wherever a crash ends it.
        synchronized (this) {
            first = lastNumber + 1;
            List<ByteBuffer> records = new ArrayList<>(intents.size());
            for (Intent intent : intents) {
                lastNumber++;
                records.add(RecordCodec.encode(new JournalRecord.IntentRecord(intent.numbered(lastNumber))));
            }
            batch = log.append(records);
        }
        unresolved.addAndGet(writes.size());
        batch.sync();
        return first;
    }

    private GroupCommitLog.Batch append(JournalRecord entry) throws IOException {
        return log.append(List.of(RecordCodec.encode(entry)));
    }

    /** Records the outcome of an intent. It is durable after the next intent, {@link #sync} or {@link #end}. */
    public void recordOutcome(Outcome outcome) throws IOException {
        if (damage == null) {
            append(new JournalRecord.OutcomeRecord(outcome));
            if (outcome.kind().isFinal()) {
                unresolved.decrementAndGet();
            }
        }
    }

    /** Passes each intent recorded so far, with its outcome if known, to a visitor. */
    public void forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        log.sync();
        JournalIndex.read(channel, run).forEach(visitor);
    }

    /** Records that the run ended normally, and waits until everything is on the disk. */
    public void end() throws IOException {
        if (damage == null) {
            // In a batch of its own, so that the last sector holds just this record.
            log.sync();
            append(new JournalRecord.EndRecord(unresolved.get())).sync();
            log.trim();
        }
    }

    /** Waits until everything recorded so far is on the disk. */
    public void sync() throws IOException {
        log.sync();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            lock.close();
        }
    }
}
