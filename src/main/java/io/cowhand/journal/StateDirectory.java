package io.cowhand.journal;

import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.TrustedFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
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
 * The directory of the journals of all runs, which must survive a crash. Journals decide which bytes are written to
 * which files, so only root and the user may be able to write to the directory or to replace it: it stays open after
 * its first use.
 */
public final class StateDirectory {

    private static final String RUNS = "runs";
    private static final String SUFFIX = ".journal";
    /** The suffix of a journal's name until its first record is on the disk. */
    private static final String NEW = ".new";

    private static final Duration UNNAMED_KEPT = Duration.ofDays(1);

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    /** The open folder of the journals; null until it is found. */
    private @Nullable TrustedFolder runs;

    /** Creates a state directory; accesses no file yet. */
    public StateDirectory(Path directory) {
        this.directory = directory;
    }

    /** Returns the directory's path as given. */
    public Path path() {
        return directory;
    }

    /**
     * Creates the directory if necessary, and checks that a journal can be written to it.
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
            // Always the same name, so that the next call removes a file that a crash left. Another run that begins at
            // the same moment may have created it, which also shows that the directory can be written to.
            Path probe = runs.path().resolve(".try");
            Files.deleteIfExists(probe);
            FileChannel.open(
                            probe,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                            PRIVATE)
                    .close();
            Files.deleteIfExists(probe);
            removeUnnamed(runs);
        } catch (IOException error) {
            throw unusable(error);
        }
    }

    /**
     * Returns whether the directory is known to be lost when the machine restarts. It is not known of a file system
     * that is mounted outside of what this process sees, as the root of a chroot often is.
     */
    public boolean isVolatile() throws IOException {
        FileStatus folder = FileStatus.of(Objects.requireNonNull(runs).path());
        return MountPolicy.listOf(Set.of(folder.deviceKey()))
                .lines()
                .anyMatch(mount -> mount.contains(" - tmpfs ") || mount.contains(" - ramfs "));
    }

    /**
     * Begins the journal of a run, and waits until it is on the disk. The file gets its final name after its first
     * record is written, so that a journal always has a record.
     *
     * @throws JournalException if it cannot be written
     */
    public Journal begin(RunMetadata metadata) throws JournalException {
        TrustedFolder folder = Objects.requireNonNull(runs, "prepared first");
        try {
            return begin(folder, metadata, Files::move);
        } catch (IOException error) {
            throw notBegun(folder, metadata, error);
        }
    }

    /**
     * Begins the journal of another attempt at a part of a run. Its number is the next one that is free, so that of two
     * attempts each knows which one is later.
     *
     * @param run the metadata of the whole run
     * @param place the number of the part's first image in the fleet, from 1
     * @param host the host that makes the attempt
     * @param boot the id of its current boot
     * @throws JournalException if it cannot be written, or the run has no journal here
     */
    public Journal beginPart(RunMetadata run, long place, String host, String boot) throws JournalException {
        TrustedFolder folder = runsFolder()
                .filter(found -> Files.exists(found.path().resolve(run.run() + SUFFIX), LinkOption.NOFOLLOW_LINKS))
                .orElseThrow(() -> new JournalException("the state directory " + directory + " on host " + host
                        + " does not have the journal of run " + run.run()
                        + "; it must be on storage that all hosts share, at the same path"));
        int attempt = attempts(folder, run.run(), place) + 1;
        while (true) {
            RunMetadata metadata = run.ofPart(JournalId.of(run.run(), place, attempt), host, boot);
            try {
                // A link, unlike a renaming, fails if the name exists.
                return begin(folder, metadata, (from, to, how) -> {
                    Files.createLink(to, from);
                    Files.delete(from);
                });
            } catch (FileAlreadyExistsException taken) {
                attempt++;
            } catch (IOException error) {
                throw notBegun(folder, metadata, error);
            }
        }
    }

    private static int attempts(TrustedFolder folder, String run, long place) {
        int last = 0;
        while (Files.exists(file(folder, run, place, last + 1), LinkOption.NOFOLLOW_LINKS)) {
            last++;
        }
        return last;
    }

    private static Path file(TrustedFolder folder, String run, long place, int attempt) {
        return folder.path().resolve(JournalId.of(run, place, attempt) + SUFFIX);
    }

    /**
     * Returns the journals of the attempts at a part of a run, the first one first.
     *
     * @throws JournalException if others may write journals, or the directory cannot be read
     */
    public List<RecordedJournal> attempts(String run, long place) throws IOException {
        Optional<TrustedFolder> folder = runsFolder();
        List<RecordedJournal> found = new ArrayList<>();
        int last = folder.isEmpty() ? 0 : attempts(folder.get(), run, place);
        for (int attempt = 1; attempt <= last; attempt++) {
            String id = JournalId.of(run, place, attempt).toString();
            folder.get().checkFile(id + SUFFIX);
            found.add(new RecordedJournal(
                    id, folder.get().shown().resolve(id + SUFFIX), file(folder.get(), run, place, attempt)));
        }
        return found;
    }

    private static JournalException notBegun(TrustedFolder folder, RunMetadata metadata, IOException error) {
        return new JournalException("the journal " + folder.shown().resolve(metadata.run() + SUFFIX)
                + " cannot be written: " + IoErrors.describe(error));
    }

    /** Gives a file its final name. */
    @FunctionalInterface
    private interface Naming {
        void name(Path from, Path to, StandardCopyOption how) throws IOException;
    }

    /** A journal that does not have its final name yet. */
    private record Unnamed(Path path, FileChannel channel) {}

    /** Creates a file that is nobody else's: another attempt may be about to begin, or have left one when it was killed. */
    private static Unnamed create(TrustedFolder folder, String id) throws IOException {
        for (int number = 1; ; number++) {
            Path path = folder.path().resolve(id + (number == 1 ? "" : "." + number) + SUFFIX + NEW);
            try {
                return new Unnamed(
                        path,
                        FileChannel.open(
                                path,
                                EnumSet.of(
                                        StandardOpenOption.CREATE_NEW,
                                        StandardOpenOption.READ,
                                        StandardOpenOption.WRITE),
                                PRIVATE));
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
        }
    }

    private static Journal begin(TrustedFolder folder, RunMetadata metadata, Naming naming) throws IOException {
        Unnamed created = create(folder, metadata.run());
        Path unnamed = created.path();
        FileChannel channel = created.channel();
        boolean named = false;
        boolean begun = false;
        Optional<RunLock> lock = Optional.empty();
        try {
            lock = RunLock.take(unnamed);
            Journal journal =
                    Journal.begin(channel, lock.orElseThrow(() -> new IOException("it cannot be locked")), metadata);
            naming.name(unnamed, folder.path().resolve(metadata.run() + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
            named = true;
            folder.sync();
            begun = true;
            return journal;
        } finally {
            if (!begun) {
                channel.close();
                if (lock.isPresent()) {
                    lock.get().close();
                }
                if (!named) {
                    Files.deleteIfExists(unnamed);
                }
            }
        }
    }

    /**
     * Returns whether the folder of the journals exists; the first run creates it.
     *
     * @throws JournalException if the folder cannot be opened, or others may write to it
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
     * Returns all runs, oldest first; an empty list if there is no directory.
     *
     * @throws JournalException if others may write journals, or the directory cannot be read
     */
    public List<RecordedRun> runs() throws IOException {
        Optional<TrustedFolder> folder = runsFolder();
        return folder.isEmpty() ? List.of() : runs(folder.get());
    }

    /**
     * Returns the runs whose journals have no end, which are in progress or interrupted. Commands that
     * only read show them in a notice. Nothing in the journals is used, so this does not check which users can write to
     * them: loading the system calls for that takes longer than planning one image.
     *
     * @throws IOException if the directory cannot be read
     */
    public List<RecordedRun> incomplete() throws IOException {
        Path folder = directory.resolve(RUNS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<RecordedJournal> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                RecordedJournal journal =
                        new RecordedJournal(name.substring(0, name.length() - SUFFIX.length()), file, file);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !isComplete(journal)) {
                    found.add(journal);
                }
            }
        }
        found.sort(Comparator.comparing(RecordedJournal::id));
        return RecordedRun.of(found);
    }

    private static boolean isComplete(RecordedJournal journal) {
        try {
            return journal.isComplete();
        } catch (IOException prunedOrUnreadable) {
            // Commands that need this journal report the problem.
            return true;
        }
    }

    private List<RecordedRun> runs(TrustedFolder folder) throws JournalException {
        List<RecordedJournal> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.path(), "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                try {
                    // Anything but a regular file is reported when it is read, and does not hide the other runs.
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        folder.checkFile(name);
                    }
                } catch (NoSuchFileException removed) {
                    continue;
                }
                found.add(new RecordedJournal(
                        name.substring(0, name.length() - SUFFIX.length()),
                        folder.shown().resolve(name),
                        file));
            }
        } catch (DirectoryIteratorException error) {
            throw unusable(Objects.requireNonNull(error.getCause()));
        } catch (IOException error) {
            throw unusable(error);
        }
        found.sort(Comparator.comparing(RecordedJournal::id));
        return RecordedRun.of(found);
    }

    /** Removes journals without a record that are so old that their runs cannot be in progress. */
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
                ? error.getMessage() + ": anyone who can write there decides what is written to images"
                : IoErrors.describe(error);
        return new JournalException("the state directory " + directory + " cannot be used: " + why);
    }

    /** Returns the run with an id. */
    public Optional<RecordedRun> find(String id) throws IOException {
        return runs().stream().filter(run -> run.id().equals(id)).findFirst();
    }
}
