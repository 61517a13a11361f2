package io.cowhand.journal;

import io.cowhand.os.IoErrors;
import io.cowhand.os.LinuxCalls;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A journal in the state directory. Must not be used for a run in progress in this process: reading its journal here
 * would drop the lock on it.
 */
public final class RecordedJournal {

    /** The suffix of a journal that is set aside. */
    private static final String FORGOTTEN = ".forgotten";

    private final String id;
    private final Path file;
    private final Path path;

    /**
     * Creates a reference to a journal.
     *
     * @param id the journal's id: that of its run, and in a run with many journals, that of the part
     * @param file the journal's path for messages
     * @param path the journal's path for system calls
     */
    RecordedJournal(String id, Path file, Path path) {
        this.id = id;
        this.file = file;
        this.path = path;
    }

    /** Returns the journal's id, which its file's name begins with. */
    public String id() {
        return id;
    }

    /** Returns the journal's path, for messages. */
    public Path file() {
        return file;
    }

    /**
     * Reads the journal, and returns a summary.
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

    /** Rejects links, which may lead elsewhere, and FIFOs, which would block. */
    private void requireRegular() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is not a regular file");
        }
    }

    private JournalException unreadable(IOException error) {
        return new JournalException("the journal " + file + " cannot be read: " + IoErrors.describe(error));
    }

    /**
     * Returns whether the last record says that the run ended without unresolved images. False may also mean that the
     * whole journal must be read to know.
     */
    public boolean isComplete() throws IOException {
        try (FileChannel channel = open()) {
            return JournalFile.isComplete(channel, id);
        }
    }

    /** Passes each intent, with its outcome if known, to a visitor, in the order of the journal; returns the summary. */
    public JournalSummary forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        try (FileChannel channel = open()) {
            JournalIndex index = JournalIndex.read(channel, id);
            index.forEach(visitor);
            return index.summary();
        }
    }

    /** Passes each intent with its outcome, if known, to a visitor, in the order of the images. */
    public void forEachInOrder(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        try (FileChannel channel = open()) {
            JournalIndex.read(channel, id).forEachInOrder(visitor);
        }
    }

    /** Removes the journal; what it records can no longer be rolled back. */
    public void delete() throws IOException {
        Files.delete(path);
    }

    /** Renames the journal, so that it is no longer listed; returns the new path. */
    public Path forget() throws IOException {
        Path name = Path.of(id + FORGOTTEN);
        Files.move(path, path.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
        return file.resolveSibling(name);
    }

    /** Returns whether the process that writes the journal is alive. */
    public boolean isLive() throws IOException {
        // Without taking the lock, which would make the run look live to a recovery at the same time.
        return LinuxCalls.isLocked(path);
    }

    /**
     * Opens the journal of a run that is no longer in progress, to append to it. The lock is taken before anything is
     * read, since a batch that a live run is writing looks like damage.
     *
     * @return the journal; nothing if the run is in progress
     * @throws JournalException if the journal is of an older version; the message names it
     */
    public Optional<Journal> resume() throws IOException {
        requireRegular();
        Optional<RunLock> lock = RunLock.take(path);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        List<Closeable> opened = new ArrayList<>(List.of(lock.get()));
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            opened.add(channel);
            Journal journal = Journal.resume(channel, lock.get(), id);
            opened.clear();
            return Optional.of(journal);
        } catch (JournalException old) {
            throw unreadable(old);
        } finally {
            for (Closeable each : opened) {
                each.close();
            }
        }
    }
}
