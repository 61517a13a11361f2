package io.cowhand.journal;

import io.cowhand.os.IoErrors;
import io.cowhand.os.LinuxCalls;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A run that has a journal in the state directory; not one that this process is at work on, as to read its journal here
 * would drop the lock on it.
 */
public final class RecordedRun {

    /** What the journal of a run is called that is not asked for any more. */
    private static final String FORGOTTEN = ".forgotten";

    private final String id;
    private final Path file;
    private final Path path;

    /**
     * A run.
     *
     * @param id the run's id
     * @param file the journal, for messages
     * @param path by which it is opened
     */
    RecordedRun(String id, Path file, Path path) {
        this.id = id;
        this.file = file;
        this.path = path;
    }

    /** Returns the run's id. */
    public String id() {
        return id;
    }

    /** Returns the journal's path, for messages. */
    public Path file() {
        return file;
    }

    /**
     * Reads the journal and counts what is in it.
     *
     * @throws JournalException if it cannot be read; the message names it
     */
    public JournalSummary summary() throws JournalException {
        try (FileChannel channel = open()) {
            return JournalIndex.read(channel, id).summary();
        } catch (IOException error) {
            throw unreadable(error);
        }
    }

    private FileChannel open() throws IOException {
        requireRegular();
        return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** A link would lead elsewhere, and a FIFO would wait. */
    private void requireRegular() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is no regular file");
        }
    }

    private JournalException unreadable(IOException error) {
        return new JournalException("the journal " + file + " cannot be read: " + IoErrors.describe(error));
    }

    /**
     * Returns whether the run ended in order and it is known of every image what became of it, by the last record alone;
     * false also says that nobody knows without reading it all.
     */
    public boolean isComplete() throws IOException {
        try (FileChannel channel = open()) {
            return JournalFile.isComplete(channel, id);
        }
    }

    /** Calls for every intent with what came of it, in the order of the journal. */
    public void forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        try (FileChannel channel = open()) {
            JournalIndex.read(channel, id).forEach(visitor);
        }
    }

    /** Calls for every intent with what came of it, in the order of the run's images. */
    public void forEachInOrder(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        try (FileChannel channel = open()) {
            JournalIndex.read(channel, id).forEachInOrder(visitor);
        }
    }

    /** Removes the journal: the run cannot be taken back any more. */
    public void delete() throws IOException {
        Files.delete(path);
    }

    /** Puts the journal aside as it is, so that nobody asks for the run any more; returns its new path. */
    public Path forget() throws IOException {
        Path name = Path.of(id + FORGOTTEN);
        Files.move(path, path.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
        return file.resolveSibling(name);
    }

    /** Returns whether a process is at work on the run. */
    public boolean isLive() throws IOException {
        // Not by taking a lock, which would make the run look live to a recovery at this moment.
        return LinuxCalls.isLocked(path);
    }

    /**
     * Goes on with a run whose process is gone: takes its lock before anything is read, as what a live run is just writing
     * looks like damage.
     *
     * @return nothing where a process is at work on the run
     * @throws JournalException if the journal is of an older version; the message names it
     */
    public Optional<Journal> resume() throws IOException {
        requireRegular();
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean resumed = false;
        try {
            if (!lock(channel)) {
                return Optional.empty();
            }
            Journal journal = Journal.resume(channel, id);
            resumed = true;
            return Optional.of(journal);
        } catch (JournalException old) {
            throw unreadable(old);
        } finally {
            if (!resumed) {
                channel.close();
            }
        }
    }

    /** Returns whether the lock of a run could be taken; it goes when the channel is closed. */
    static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }
}
