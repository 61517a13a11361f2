package io.cowhand.os;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The locks that processes on this host hold, as listed in {@code /proc/locks}, so that no lock has to be tried. Locks
 * of other hosts on shared storage are missing, and so may be locks on file systems that report different device
 * numbers there (btrfs).
 *
 * <p>The list is cached for a while, so that it is not read once for each image of a fleet.
 */
public final class LockTable {

    private static final Duration FRESH = Duration.ofSeconds(1);
    /** Longer, since all processes must be examined. */
    private static final Duration FRESH_HOLDERS = Duration.ofSeconds(10);

    private static final String LOCK = "lock:";

    private final Path proc;
    private final Cache locks = new Cache(FRESH) {
        @Override
        List<HeldLock.OnFile> read() {
            return locksIn(proc.resolve("locks"));
        }
    };
    private final Cache holders = new Cache(FRESH_HOLDERS) {
        @Override
        List<HeldLock.OnFile> read() {
            return locksOfDescriptors();
        }
    };

    /** Creates a table of the system's locks. */
    public LockTable() {
        this(Path.of("/proc"));
    }

    /** Returns a table without locks, for files of which none are known. */
    public static LockTable empty() {
        return new LockTable(Path.of("/dev/null"));
    }

    LockTable(Path proc) {
        this.proc = proc;
    }

    /** Locks by file, read again once they are too old. */
    private abstract static class Cache {
        private final Duration fresh;
        private @Nullable Map<String, List<HeldLock>> content;
        private long readAt;

        Cache(Duration fresh) {
            this.fresh = fresh;
        }

        abstract List<HeldLock.OnFile> read();

        List<HeldLock> of(String file) {
            if (content == null || System.nanoTime() - readAt > fresh.toNanos()) {
                content = byFile(read());
                // After the scan, which may take longer than the content stays fresh.
                readAt = System.nanoTime();
            }
            return content.getOrDefault(file, List.of());
        }

        private static Map<String, List<HeldLock>> byFile(List<HeldLock.OnFile> all) {
            Map<String, List<HeldLock>> byFile = new HashMap<>();
            for (HeldLock.OnFile each : all) {
                byFile.computeIfAbsent(each.file(), file -> new ArrayList<>()).add(each.lock());
            }
            return byFile;
        }
    }

    /** Begins to read the list: the kernel needs some milliseconds for the first time, in which others can go on. */
    public void readAhead() {
        Thread reader = new Thread(() -> of(""), "locks");
        reader.setDaemon(true);
        reader.start();
    }

    /** Returns whether a program on this host holds an exclusive lock on a file now; reads the list again. */
    public static boolean isLockedNow(FileStatus file) {
        String key = file.lockKey();
        for (HeldLock.OnFile each : locksIn(Path.of("/proc/locks"))) {
            if (each.lock().exclusive() && each.file().equals(key)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the locks on the file that a path leads to; an empty list if they cannot be read. */
    public List<HeldLock> of(Path path) {
        try {
            // Before the table is locked: the file may be on a mount that does not answer.
            return of(FileStatus.of(path).lockKey());
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Returns the locks on a file. */
    public List<HeldLock> of(FileStatus file) {
        return of(file.lockKey());
    }

    private synchronized List<HeldLock> of(String file) {
        List<HeldLock> found = locks.of(file);
        if (found.isEmpty()) {
            return found;
        }
        boolean known = found.stream().allMatch(lock -> lock.process().isPresent());
        return (known ? found : claimed(found, new ArrayList<>(holders.of(file))))
                .stream().map(this::named).toList();
    }

    private HeldLock named(HeldLock lock) {
        if (lock.process().isEmpty()) {
            return lock;
        }
        try {
            return lock.withName(Files.readString(proc.resolve(lock.process().getAsLong() + "/comm"))
                    .strip());
        } catch (IOException ended) {
            return lock;
        }
    }

    /** Returns the locks, with those without a process replaced by equal locks that processes hold. */
    private static List<HeldLock> claimed(List<HeldLock> found, List<HeldLock> held) {
        List<HeldLock> claimed = new ArrayList<>();
        for (HeldLock lock : found) {
            Optional<HeldLock> same = held.stream()
                    .filter(each -> lock.process().isEmpty() && each.isLike(lock))
                    .findFirst();
            same.ifPresent(held::remove);
            claimed.add(same.orElse(lock));
        }
        return claimed;
    }

    /**
     * Returns the locks that a file such as {@code /proc/locks} lists.
     *
     * <p>Avoids lambdas: linking one takes longer than the rest of this method when a plan finds no lock.
     */
    private static List<HeldLock.OnFile> locksIn(Path file) {
        List<HeldLock.OnFile> listed = new ArrayList<>();
        for (String line : lines(file)) {
            Optional<HeldLock.OnFile> lock = HeldLock.read(line);
            if (lock.isPresent()) {
                listed.add(lock.get());
            }
        }
        return listed;
    }

    /** Returns the locks on the descriptors of each process (proc(5), {@code /proc/pid/fdinfo}). */
    private List<HeldLock.OnFile> locksOfDescriptors() {
        List<HeldLock.OnFile> held = new ArrayList<>();
        for (Path process : entries(proc, "[0-9]*")) {
            long id = Long.parseLong(process.getFileName().toString());
            entries(process.resolve("fdinfo"), "*").stream()
                    .flatMap(file -> lines(file).stream())
                    .filter(line -> line.startsWith(LOCK))
                    .map(line -> HeldLock.read(line.substring(LOCK.length())))
                    .flatMap(Optional::stream)
                    .map(each -> new HeldLock.OnFile(each.file(), each.lock().withProcess(id)))
                    .forEach(held::add);
        }
        return held;
    }

    /** Returns the entries of a directory; none if the process has ended, or access is denied. */
    private static List<Path> entries(Path directory, String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
            found.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return entries;
        }
        return entries;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
