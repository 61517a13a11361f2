package io.cowhand.os;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The locks that this host's processes hold, as {@code /proc/locks} lists them; no lock has to be tried for that. Other
 * hosts' locks on shared storage are not in it, nor are all on file systems whose device numbers the two lists do not
 * agree on (btrfs).
 *
 * <p>A list serves for a while, so that a fleet of images does not mean as many lists.
 */
public final class LockTable {

    private static final Duration FRESH = Duration.ofSeconds(1);
    /** Looking through all processes takes longer. */
    private static final Duration FRESH_HOLDERS = Duration.ofSeconds(10);

    private static final String LOCK = "lock:";

    private final Path proc;
    private final Cache locks = new Cache(FRESH);
    private final Cache holders = new Cache(FRESH_HOLDERS);

    /** The system's table. */
    public LockTable() {
        this(Path.of("/proc"));
    }

    LockTable(Path proc) {
        this.proc = proc;
    }

    /** Locks by their files, until they are too old. */
    private static final class Cache {
        private final Duration fresh;
        private @Nullable Map<String, List<HeldLock>> content;
        private long readAt;

        Cache(Duration fresh) {
            this.fresh = fresh;
        }

        List<HeldLock> of(String file, Supplier<List<HeldLock.OnFile>> source) {
            long now = System.nanoTime();
            if (content == null || now - readAt > fresh.toNanos()) {
                content = source.get().stream()
                        .collect(Collectors.groupingBy(
                                HeldLock.OnFile::file, Collectors.mapping(HeldLock.OnFile::lock, Collectors.toList())));
                readAt = now;
            }
            return content.getOrDefault(file, List.of());
        }
    }

    /** Returns whether a program on this host holds an exclusive lock on a file just now. */
    public static boolean isLockedNow(FileStatus file) {
        String key = file.lockKey();
        return lines(Path.of("/proc/locks"))
                .map(HeldLock::read)
                .flatMap(Optional::stream)
                .anyMatch(each -> each.file().equals(key) && each.lock().exclusive());
    }

    /** The locks on the file that a path leads to; none where the system does not tell. */
    public List<HeldLock> of(Path path) {
        try {
            // Not while others wait: the file may be on a mount that does not answer.
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
        List<HeldLock> found = locks.of(file, this::list);
        boolean known = found.stream().allMatch(lock -> lock.process().isPresent());
        return (known ? found : claimed(found, new ArrayList<>(holders.of(file, this::listHolders))))
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

    /** The locks of nobody in particular, as those of processes that say that they hold such a lock. */
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

    private List<HeldLock.OnFile> list() {
        return lines(proc.resolve("locks"))
                .map(HeldLock::read)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the descriptors of each process say of locks on them (proc(5), "/proc/pid/fdinfo"). */
    private List<HeldLock.OnFile> listHolders() {
        List<HeldLock.OnFile> held = new ArrayList<>();
        for (Path process : entries(proc, "[0-9]*")) {
            long id = Long.parseLong(process.getFileName().toString());
            entries(process.resolve("fdinfo"), "*").stream()
                    .flatMap(LockTable::lines)
                    .filter(line -> line.startsWith(LOCK))
                    .map(line -> HeldLock.read(line.substring(LOCK.length())))
                    .flatMap(Optional::stream)
                    .map(each -> new HeldLock.OnFile(each.file(), each.lock().withProcess(id)))
                    .forEach(held::add);
        }
        return held;
    }

    /** What a directory holds; nothing where the process has ended, or is not ours to look into. */
    private static List<Path> entries(Path directory, String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
            found.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException notTold) {
            return entries;
        }
        return entries;
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file).lines();
        } catch (IOException notTold) {
            return Stream.empty();
        }
    }
}
