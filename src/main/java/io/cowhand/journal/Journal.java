package io.cowhand.journal;

import io.cowhand.bytes.WriteSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** The journal of a run that this process is at work on; for many threads. Closing it lets go of its lock. */
public final class Journal implements AutoCloseable {

    private final FileChannel channel;
    private final GroupLog log;
    private final AtomicLong numbers;
    private final String run;

    Journal(String run, FileChannel channel, long lastNumber) {
        this.run = run;
        this.channel = channel;
        this.log = new GroupLog(channel);
        this.numbers = new AtomicLong(lastNumber);
    }

    /** The run's id. */
    public String run() {
        return run;
    }

    void begin(Head head) throws IOException {
        log.append(EntryCodec.encode(new Entry.Beginning(head))).sync();
    }

    /**
     * Notes what is about to be written, and waits until that is on the disk.
     *
     * @param image the image's path as shown
     * @param uri the image's absolute {@code file:} URI
     * @return the intent's number
     * @throws IOException when it cannot be noted; then the image must not be written
     */
    public long intend(String image, String uri, WriteSet writes) throws IOException {
        Intent intent = Intent.of(numbers.incrementAndGet(), image, uri, writes);
        log.append(EntryCodec.encode(new Entry.Intended(intent))).sync();
        return intent.number();
    }

    /** Notes what came of an intent; it is on the disk with the next intent, or when the journal is closed. */
    public void outcome(Outcome outcome) throws IOException {
        log.append(EntryCodec.encode(new Entry.Ended(outcome)));
    }

    /** Calls for every intent that was noted so far with what came of it. */
    public void forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        log.sync();
        Contents.read(channel).forEach(channel, visitor);
    }

    /** Notes that the run ended in order, and waits until all is on the disk. */
    public void end() throws IOException {
        log.append(EntryCodec.encode(new Entry.End())).sync();
    }

    /** Waits until all that was noted is on the disk. */
    public void sync() throws IOException {
        log.sync();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
