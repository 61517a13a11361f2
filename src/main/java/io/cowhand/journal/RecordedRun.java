package io.cowhand.journal;

import io.cowhand.os.SystemAnswer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A run that has a journal in the state directory; not one that this process is at work on, as to read its journal here
 * would let go of the lock on it.
 *
 * @param id the run's id
 * @param file the journal
 */
public record RecordedRun(String id, Path file) {

    /**
     * Reads the journal and counts what is in it.
     *
     * @throws JournalException when it cannot be read; the message names it
     */
    public Glance glance() throws JournalException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Contents.read(channel).glance();
        } catch (IOException error) {
            throw new JournalException("the journal " + file + " cannot be read: " + SystemAnswer.describe(error));
        }
    }

    /**
     * Whether the run ended in order and it is known of every image what became of it, by the last record alone; false also
     * says that nobody knows without reading it all.
     */
    public boolean isSettled() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return JournalReader.last(channel)
                    .filter(end -> end.unresolved() == 0)
                    .isPresent();
        }
    }

    /** Calls for every intent with what came of it, in the order of the journal. */
    public void forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Contents.read(channel).forEach(channel, visitor);
        }
    }

    /** Removes the journal: the run cannot be taken back any more. */
    public void delete() throws IOException {
        Files.delete(file);
    }

    /** Whether a process is at work on the run. */
    public boolean isLive() throws IOException {
        // A shared lock tells as well, and needs no permission to write: after a crash a file system may be read-only.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return true;
        }
    }

    /**
     * Goes on with a run whose process is gone: takes its lock, and cuts off a record that is not whole.
     *
     * @return nothing where a process is at work on the run
     */
    public Optional<Journal> resume() throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean resumed = false;
        try {
            if (!lock(channel)) {
                return Optional.empty();
            }
            Contents contents = Contents.read(channel);
            channel.truncate(contents.length());
            if (contents.length() == 0) {
                channel.write(EntryCodec.PREAMBLE.asBuffer(), 0);
            }
            resumed = true;
            return Optional.of(new Journal(
                    id,
                    channel,
                    Math.max(contents.length(), EntryCodec.PREAMBLE.length()),
                    contents.lastNumber(),
                    contents.glance().unresolved()));
        } finally {
            if (!resumed) {
                channel.close();
            }
        }
    }

    /** Whether the lock of a run could be taken; it goes when the channel is closed. */
    static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }
}
