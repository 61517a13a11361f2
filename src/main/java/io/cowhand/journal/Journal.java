package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
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
 * The journal of a run that this process is at work on; for many threads. Closing it releases its lock.
 *
 * <p>A damaged journal is only read: what is recorded is not kept, so that the file stays as it is.
 */
public final class Journal implements AutoCloseable {

    private final String run;
    private final FileChannel channel;
    private final GroupCommitLog log;
    /** What is wrong with the journal, where it is damaged. */
    private final @Nullable String damage;

    private final AtomicLong unresolved;
    private long lastNumber;

    private Journal(
            String run,
            FileChannel channel,
            GroupCommitLog log,
            Optional<String> damage,
            long lastNumber,
            long unresolved) {
        this.run = run;
        this.channel = channel;
        this.log = log;
        this.damage = damage.orElse(null);
        this.lastNumber = lastNumber;
        this.unresolved = new AtomicLong(unresolved);
    }

    /** Returns a new run's journal in an empty file. */
    static Journal begin(FileChannel channel, RunMetadata metadata) throws IOException {
        ByteBuffer preamble = JournalSector.preamble(Bytes.utf8(metadata.run()));
        while (preamble.hasRemaining()) {
            channel.write(preamble, preamble.position());
        }
        GroupCommitLog log = new GroupCommitLog(channel, metadata.run(), JournalSector.LENGTH, 1);
        Journal journal = new Journal(metadata.run(), channel, log, Optional.empty(), 0, 0);
        journal.append(new JournalRecord.RunRecord(metadata)).sync();
        return journal;
    }

    /** Returns the journal of a run that is gone on with. */
    static Journal resume(FileChannel channel, String run) throws IOException {
        JournalIndex contents = JournalIndex.read(channel, run);
        if (contents.damage().isEmpty() && contents.hasUnfinished()) {
            clear(channel, contents.end());
        }
        return new Journal(
                run,
                channel,
                new GroupCommitLog(channel, run, contents.end(), contents.nextBatch()),
                contents.damage(),
                contents.lastNumber(),
                contents.summary().unresolved());
    }

    /** Zeroes what is left of a batch that was being written when the run was cut off: the next one goes there. */
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

    /** Returns what is wrong with the journal, where it is damaged. */
    public Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /**
     * What is about to be written to an image.
     *
     * @param image the image's path as shown
     * @param uri the image's absolute {@code file:} URI
     * @param device the image's file, by device
     * @param inode the same, by its number there
     * @param link whether a link at the end of the image's path is followed
     * @param writes the sectors to be written
     * @param undo when they may be put back
     * @param ordinal the image's number in the run, from 1, in the order of its images
     */
    public record Write(
            String image,
            String uri,
            long device,
            long inode,
            TrailingLink link,
            SectorWrite writes,
            UndoTerms undo,
            long ordinal) {}

    /**
     * Records what is about to be written, and waits until that is on the disk.
     *
     * @return the number of the first intent; those of the others follow
     * @throws IOException if it cannot be recorded; then no image must be written
     */
    public long recordIntents(List<Write> writes) throws IOException {
        if (damage != null) {
            throw new IOException("the journal is damaged");
        }
        List<Intent> intents = writes.stream().map(Intent::of).toList();
        long first;
        GroupCommitLog.Batch batch;
        // So that they stand in the file in the order of their numbers, wherever it is cut off.
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

    /** Records what came of an intent; it is on the disk with the next intent, or when the run is ended. */
    public void recordOutcome(Outcome outcome) throws IOException {
        if (damage == null) {
            append(new JournalRecord.OutcomeRecord(outcome));
            if (outcome.kind().isFinal()) {
                unresolved.decrementAndGet();
            }
        }
    }

    /** Calls for every intent that was recorded so far with what came of it. */
    public void forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        log.sync();
        JournalIndex.read(channel, run).forEach(visitor);
    }

    /** Records that the run ended in order, and waits until all is on the disk. */
    public void end() throws IOException {
        if (damage == null) {
            // In a batch of its own, which the last sector holds.
            log.sync();
            append(new JournalRecord.EndRecord(unresolved.get())).sync();
            log.trim();
        }
    }

    /** Waits until all that was recorded is on the disk. */
    public void sync() throws IOException {
        log.sync();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
