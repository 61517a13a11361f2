package io.cowhand.inspect;

import io.cowhand.target.FileIdentity;
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
import java.util.function.Consumer;

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
        private Optional<Map<String, List<HeldLock>>> content = Optional.empty();
        private long readAt;

        Cache(Duration fresh) {
            this.fresh = fresh;
        }

        List<HeldLock> of(String file, Consumer<Consumer<HeldLock.OnFile>> source) {
            long now = System.nanoTime();
            if (content.isEmpty() || now - readAt > fresh.toNanos()) {
                Map<String, List<HeldLock>> byFile = new HashMap<>();
                source.accept(each -> byFile.computeIfAbsent(each.file(), key -> new ArrayList<>())
                        .add(each.lock()));
                content = Optional.of(byFile);
                readAt = now;
            }
            return content.orElseThrow().getOrDefault(file, List.of());
        }
    }

    /** The locks on the file that a path leads to; none where the system does not tell. */
    public synchronized List<HeldLock> of(Path path) {
        try {
            String file = FileIdentity.lockKey(path);
            List<HeldLock> found = locks.of(file, this::list);
            return found.stream().allMatch(lock -> lock.process().isPresent())
                    ? List.copyOf(found)
                    : named(found, new ArrayList<>(holders.of(file, this::listHolders)));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** What a process is called; {@code ""} where it has ended. */
    public String processName(long process) {
        try {
            return Files.readString(proc.resolve(process + "/comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    /** The locks of nobody in particular, as those of processes that say that they hold such a lock. */
    private static List<HeldLock> named(List<HeldLock> found, List<HeldLock> held) {
        List<HeldLock> named = new ArrayList<>();
        for (HeldLock lock : found) {
            Optional<HeldLock> same = held.stream()
                    .filter(each -> lock.process().isEmpty() && each.isLike(lock))
                    .findFirst();
            same.ifPresent(held::remove);
            named.add(same.orElse(lock));
        }
        return List.copyOf(named);
    }

    private void list(Consumer<HeldLock.OnFile> into) {
        lines(proc.resolve("locks"), line -> HeldLock.read(line).ifPresent(into));
    }

    /** What the descriptors of each process say of locks on them (proc(5), "/proc/pid/fdinfo"). */
    private void listHolders(Consumer<HeldLock.OnFile> into) {
        each(proc, "[0-9]*", process -> {
            long id = Long.parseLong(process.getFileName().toString());
            each(
                    process.resolve("fdinfo"),
                    "*",
                    descriptor -> lines(descriptor, line -> {
                        if (line.startsWith(LOCK)) {
                            HeldLock.read(line.substring(LOCK.length()))
                                    .map(held -> new HeldLock.OnFile(
                                            held.file(), held.lock().by(id)))
                                    .ifPresent(into);
                        }
                    }));
        });
    }

    /** What a directory holds; nothing where the process has ended, or is not ours to look into. */
    private static void each(Path directory, String glob, Consumer<Path> action) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            entries.forEach(action);
        } catch (IOException | DirectoryIteratorException notTold) {
            return;
        }
    }

    private static void lines(Path file, Consumer<String> action) {
        try {
            Files.readString(file).lines().forEach(action);
        } catch (IOException notTold) {
            return;
        }
    }
}
