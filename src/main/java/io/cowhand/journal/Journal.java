package io.cowhand.journal;

import io.cowhand.bytes.WriteSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** The journal of a run that this process is at work on; for many threads. Closing it lets go of its lock. */
public final class Journal implements AutoCloseable {

    private final FileChannel channel;
    private final GroupLog log;
    private final String run;
    private final AtomicLong unresolved;
    private long lastNumber;

    /** A new run's journal, of which the preamble is written. */
    Journal(String run, FileChannel channel) {
        this(run, channel, EntryCodec.PREAMBLE.length(), 0, 0);
    }

    /**
     * The journal of a run that is gone on with.
     *
     * @param end where to go on
     */
    Journal(String run, FileChannel channel, long end, long lastNumber, long unresolved) {
        this.run = run;
        this.channel = channel;
        this.log = new GroupLog(channel, end);
        this.lastNumber = lastNumber;
        this.unresolved = new AtomicLong(unresolved);
    }

    /** The run's id. */
    public String run() {
        return run;
    }

    void begin(Head head) throws IOException {
        append(new Entry.Beginning(head)).sync();
    }

    /**
     * What is about to be written to an image.
     *
     * @param image the image's path as shown
     * @param uri the image's absolute {@code file:} URI
     */
    public record Write(String image, String uri, WriteSet writes) {}

    /**
     * Notes what is about to be written, and waits until that is on the disk.
     *
     * @return the number of the first intent; those of the others follow
     * @throws IOException when it cannot be noted; then no image must be written
     */
    public long intend(List<Write> writes) throws IOException {
        List<Intent> intents = new ArrayList<>(writes.size());
        for (Write write : writes) {
            intents.add(Intent.of(write.image, write.uri, write.writes));
        }
        long first;
        GroupLog.Batch batch;
        // So that they stand in the file in the order of their numbers, wherever it is cut off.
        synchronized (this) {
            first = lastNumber + 1;
            List<ByteBuffer> records = new ArrayList<>(intents.size());
            for (Intent intent : intents) {
                lastNumber++;
                records.add(EntryCodec.encode(new Entry.Intended(intent.numbered(lastNumber))));
            }
            batch = log.append(records);
        }
        unresolved.addAndGet(writes.size());
        batch.sync();
        return first;
    }

    private GroupLog.Batch append(Entry entry) throws IOException {
        return log.append(List.of(EntryCodec.encode(entry)));
    }

    /** Notes what came of an intent; it is on the disk with the next intent, or when the run is ended. */
    public void outcome(Outcome outcome) throws IOException {
        append(new Entry.Ended(outcome));
        if (outcome.kind().isFinal()) {
            unresolved.decrementAndGet();
        }
    }

    /** Calls for every intent that was noted so far with what came of it. */
    public void forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        log.sync();
        Contents.read(channel).forEach(channel, visitor);
    }

    /** Notes that the run ended in order, and waits until all is on the disk. */
    public void end() throws IOException {
        append(new Entry.End(unresolved.get())).sync();
        log.close();
    }

    /** Waits until all that was noted is on the disk. */
    public void sync() throws IOException {
        log.sync();
    }

    @Override
    public void close() throws IOException {
        try {
            log.close();
        } finally {
            channel.close();
        }
    }
}
