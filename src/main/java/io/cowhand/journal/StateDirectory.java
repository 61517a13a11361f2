package io.cowhand.journal;

import io.cowhand.os.IoErrors;
import io.cowhand.os.TrustedFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the journals of all runs are; it has to outlive a crash. Journals say what to write into which file, so nobody but
 * root and the user may be able to write there, nor exchange the directory for another one: it stays open once it is used.
 */
public final class StateDirectory {

    private static final String RUNS = "runs";
    private static final String SUFFIX = ".journal";
    /** What a journal is called until its first record is on the disk. */
    private static final String NEW = ".new";

    private static final Duration UNNAMED_KEPT = Duration.ofDays(1);

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    /** The folder of the journals, once it has been looked for and found. */
    private @Nullable TrustedFolder runs;

    /** A state directory, which need not be there yet. */
    public StateDirectory(Path directory) {
        this.directory = directory;
    }

    /** Returns the directory's path as given. */
    public Path path() {
        return directory;
    }

    /**
     * Makes the directory, if need be, and tries whether a journal could be written there.
     *
     * @throws JournalException if it cannot be used
     */
    public void prepare() throws JournalException {
        try {
            if (runs == null) {
                try (TrustedFolder parent = TrustedFolder.make(directory)) {
                    runs = parent.makeFolder(RUNS);
                }
            }
            // One name for all: what a crash leaves of it is gone the next time.
            Path probe = runs.path().resolve(".try");
            Files.deleteIfExists(probe);
            FileChannel.open(probe, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE)
                    .close();
            Files.deleteIfExists(probe);
            removeUnnamed(runs);
        } catch (IOException error) {
            throw unusable(error);
        }
    }

    /** Returns whether what is there is gone when the machine is started again. */
    public boolean isVolatile() throws IOException {
        return Set.of("tmpfs", "ramfs")
                .contains(
                        Files.getFileStore(Objects.requireNonNull(runs).path()).type());
    }

    /**
     * Begins the journal of a run, and waits until it is on the disk. It gets its name when its first record is there: a
     * journal of that name is never without one.
     *
     * @throws JournalException if it cannot be written
     */
    public Journal begin(RunMetadata metadata) throws JournalException {
        TrustedFolder folder = Objects.requireNonNull(runs, "the directory is prepared first");
        String name = metadata.run() + SUFFIX;
        Path unnamed = folder.path().resolve(name + NEW);
        try {
            FileChannel channel = FileChannel.open(
                    unnamed,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PRIVATE);
            boolean begun = false;
            try {
                if (!RecordedRun.lock(channel)) {
                    throw new IOException("it cannot be locked");
                }
                Journal journal = Journal.begin(channel, metadata);
                Files.move(unnamed, folder.path().resolve(name), StandardCopyOption.ATOMIC_MOVE);
                folder.sync();
                begun = true;
                return journal;
            } finally {
                if (!begun) {
                    channel.close();
                    Files.deleteIfExists(unnamed);
                }
            }
        } catch (IOException error) {
            throw new JournalException(
                    "the journal " + folder.shown().resolve(name) + " cannot be written: " + IoErrors.describe(error));
        }
    }

    /**
     * Returns whether there is a directory of runs; before the first run there is none.
     *
     * @throws JournalException if that cannot be found out, or others could write there
     */
    public boolean exists() throws JournalException {
        return runsFolder().isPresent();
    }

    private Optional<TrustedFolder> runsFolder() throws JournalException {
        if (runs == null) {
            try (TrustedFolder parent = TrustedFolder.open(directory)) {
                runs = parent.openFolder(RUNS);
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            } catch (IOException error) {
                throw unusable(error);
            }
        }
        return Optional.ofNullable(runs);
    }

    /**
     * Returns all runs, the oldest first; none, where there is no directory.
     *
     * @throws JournalException if others may write journals, or the directory cannot be read
     */
    public List<RecordedRun> runs() throws IOException {
        Optional<TrustedFolder> folder = runsFolder();
        return folder.isEmpty() ? List.of() : runs(folder.get());
    }

    private List<RecordedRun> runs(TrustedFolder folder) throws JournalException {
        List<RecordedRun> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.path(), "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                try {
                    // What is no regular file is said where it is read, and does not hide the others.
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        folder.checkFile(name);
                    }
                } catch (NoSuchFileException removed) {
                    continue;
                }
                found.add(new RecordedRun(
                        name.substring(0, name.length() - SUFFIX.length()),
                        folder.shown().resolve(name),
                        file));
            }
        } catch (DirectoryIteratorException error) {
            throw unusable(Objects.requireNonNull(error.getCause()));
        } catch (IOException error) {
            throw unusable(error);
        }
        found.sort(Comparator.comparing(RecordedRun::id));
        return found;
    }

    /** Removes what runs left that were cut off before they had a journal, so long ago that none can be at work. */
    private static void removeUnnamed(TrustedFolder folder) throws IOException {
        Instant limit = Instant.now().minus(UNNAMED_KEPT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.path(), "*" + SUFFIX + NEW)) {
            for (Path file : files) {
                if (isBefore(file, limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException error) {
            throw Objects.requireNonNull(error.getCause());
        }
    }

    private static boolean isBefore(Path file, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(limit);
        } catch (NoSuchFileException named) {
            return false;
        }
    }

    private JournalException unusable(IOException error) {
        String why = error instanceof TrustedFolder.UntrustedException
                ? error.getMessage() + ": whoever can write there decides what is written to images"
                : IoErrors.describe(error);
        return new JournalException("the state directory " + directory + " cannot be used: " + why);
    }

    /** Returns the run of an id. */
    public Optional<RecordedRun> find(String id) throws IOException {
        return runs().stream().filter(run -> run.id().equals(id)).findFirst();
    }
}
