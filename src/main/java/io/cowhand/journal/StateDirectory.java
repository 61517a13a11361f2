package io.cowhand.journal;

import io.cowhand.os.SystemAnswer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where the journals of all runs are; it has to outlive a crash. */
public final class StateDirectory {

    private static final String SUFFIX = ".journal";
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final Path runs;

    /** A state directory, which need not be there yet. */
    public StateDirectory(Path directory) {
        this.directory = directory;
        this.runs = directory.resolve("runs");
    }

    /** The directory's path as given. */
    public Path path() {
        return directory;
    }

    /**
     * Makes the directory, if need be, and tries whether a journal could be written there.
     *
     * @throws JournalException when it cannot be used
     */
    public void prepare() throws JournalException {
        try {
            Files.createDirectories(runs, OWNERS);
            checkOwner();
            // One name for all: what a crash leaves of it is gone the next time.
            Path probe = runs.resolve(".try");
            FileChannel.open(probe, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNERS_FILE)
                    .close();
            Files.deleteIfExists(probe);
        } catch (JournalException known) {
            throw known;
        } catch (IOException error) {
            throw unusable(error);
        }
    }

    /** Whether what is there is gone when the machine is started again. */
    public boolean isLostWithTheMachine() throws IOException {
        return Set.of("tmpfs", "ramfs").contains(Files.getFileStore(runs).type());
    }

    /**
     * Begins the journal of a run, and waits until it is on the disk.
     *
     * @throws JournalException when it cannot be written
     */
    public Journal begin(Head head) throws JournalException {
        Path file = runs.resolve(head.run() + SUFFIX);
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    OWNERS_FILE);
            if (!RecordedRun.lock(channel)) {
                channel.close();
                throw new JournalException("the new journal " + file + " cannot be locked");
            }
            channel.write(EntryCodec.PREAMBLE.asBuffer(), 0);
            Journal journal = new Journal(head.run(), channel);
            journal.begin(head);
            syncDirectory(runs);
            syncDirectory(directory);
            return journal;
        } catch (JournalException known) {
            throw known;
        } catch (IOException error) {
            throw new JournalException("the journal " + file + " cannot be written: " + SystemAnswer.describe(error));
        }
    }

    /** A new name in a directory is on the disk only when the directory is. */
    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Journals say what to write into which file: whoever could put one here could have anything written. */
    private void checkOwner() throws IOException {
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        for (Path each : List.of(directory, runs)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(each);
            boolean isOpen = permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE);
            if (isOpen || !Objects.equals(user, Files.getAttribute(each, "unix:uid"))) {
                throw new JournalException("the state directory " + each
                        + " cannot be used: it belongs to another user, or others may write to it");
            }
        }
    }

    /**
     * Whether there is a directory of runs; before the first run there is none.
     *
     * @throws JournalException when that cannot be found out
     */
    public boolean isThere() throws JournalException {
        try {
            Files.readAttributes(runs, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        } catch (IOException error) {
            throw unusable(error);
        }
    }

    /**
     * All runs, the oldest first; none, where there is no directory. What is no regular file is none.
     *
     * @throws JournalException where others may write journals, or the directory cannot be read
     */
    public List<RecordedRun> runs() throws IOException {
        List<RecordedRun> found = new ArrayList<>();
        if (!isThere()) {
            return found;
        }
        checkOwner();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(runs, "*" + SUFFIX)) {
            for (Path file : files) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                String name = file.getFileName().toString();
                found.add(new RecordedRun(name.substring(0, name.length() - SUFFIX.length()), file));
            }
        } catch (DirectoryIteratorException error) {
            throw unusable(Objects.requireNonNull(error.getCause()));
        } catch (IOException error) {
            throw unusable(error);
        }
        found.sort((one, other) -> one.id().compareTo(other.id()));
        return found;
    }

    private JournalException unusable(IOException error) {
        return new JournalException(
                "the state directory " + directory + " cannot be used: " + SystemAnswer.describe(error));
    }

    /** The run of an id. */
    public Optional<RecordedRun> find(String id) throws IOException {
        return runs().stream().filter(run -> run.id().equals(id)).findFirst();
    }
}
