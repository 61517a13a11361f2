package io.cowhand.testing;

import io.cowhand.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;

/**
 * The calls by which a program changed files below a folder, in their order, and what a power cut after some of them leaves
 * of the files.
 *
 * <p>A write is at its place when it begins, and a sync when it ends, so that nothing is taken for safe that was not. A file
 * that is renamed has its new name for sure once the folder is synced.
 */
public final class RecordedCalls {

    private static final int SECTOR = 512;
    /** With the paths of descriptors (-y), bytes as hexadecimal digits (-xx), and times left out. */
    private static final List<String> STRACE = List.of(
            "strace",
            "-f",
            "-qq",
            "-y",
            "-xx",
            "-s",
            "8388608",
            "-e",
            "signal=none",
            "-e",
            "trace=pwrite64,write,fdatasync,fsync,ftruncate,rename,renameat,renameat2,unlink,unlinkat");

    private static final Pattern LINE = Pattern.compile("(?:\\[pid +)?(\\d+)\\]? +(.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
    private static final Pattern WRITE =
            Pattern.compile("pwrite64\\(\\d+<([^>]*)>, \"((?:\\\\x[0-9a-f]{2})*)\", (\\d+), (\\d+)\\) += (\\d+)");
    private static final Pattern SYNC = Pattern.compile("f(?:data)?sync\\(\\d+<([^>]*)>\\) += 0");
    private static final Pattern TRUNCATE = Pattern.compile("ftruncate\\(\\d+<([^>]*)>, (\\d+)\\) += 0");
    private static final Pattern RENAME = Pattern.compile("rename\\(\"([^\"]*)\", \"([^\"]*)\"\\) += 0");
    private static final Pattern HEX = Pattern.compile("\\\\x([0-9a-f]{2})");

    private sealed interface Call {
        Path file();
    }

    /** One that has not ended yet, or is of no interest; it is another one each time, whatever it says. */
    private static final class Pending implements Call {
        private final String begin;

        Pending(String begin) {
            this.begin = begin;
        }

        @Override
        public Path file() {
            return Path.of("");
        }
    }

    private record Write(Path file, long offset, byte[] bytes) implements Call {}

    private record Sync(Path file) implements Call {}

    private record Truncate(Path file, long length) implements Call {}

    private record Rename(Path from, Path file) implements Call {}

    private final Path folder;
    private final List<Call> calls = new ArrayList<>();

    private RecordedCalls(Path folder) {
        this.folder = folder;
    }

    /** Runs a command in a folder, which must succeed, and records its calls. */
    public static RecordedCalls of(Path folder, String command) throws IOException, InterruptedException {
        Path log = folder.resolve("calls");
        List<String> traced = new ArrayList<>(STRACE);
        traced.addAll(List.of("-o", log.toString()));
        traced.addAll(List.of(command.split(" ")));
        Process process = new ProcessBuilder(traced)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(output);
        }
        RecordedCalls calls = new RecordedCalls(folder);
        calls.read(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
        return calls;
    }

    /** How many calls there were. */
    public int size() {
        return calls.size();
    }

    private void read(List<String> lines) {
        Map<String, Pending> begun = new HashMap<>();
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new AssertionError(line);
            }
            String process = parts.group(1);
            String call = parts.group(2);
            Matcher resumed = RESUMED.matcher(call);
            if (call.endsWith("<unfinished ...>")) {
                Pending pending =
                        new Pending(call.replace("<unfinished ...>", "").stripTrailing());
                begun.put(process, pending);
                calls.add(pending);
            } else if (resumed.matches()) {
                Pending pending = begun.remove(process);
                Call whole = call(pending.begin + resumed.group(2));
                int place = calls.indexOf(pending);
                // A sync counts when it ends, everything else when it begins.
                if (whole instanceof Sync) {
                    calls.add(whole);
                } else if (isMeant(whole)) {
                    calls.add(place, whole);
                }
                calls.remove(pending);
            } else {
                Call whole = call(call);
                if (isMeant(whole)) {
                    calls.add(whole);
                }
            }
        }
        calls.removeIf(each -> !isMeant(each));
    }

    private boolean isMeant(Call call) {
        return !(call instanceof Pending) && call.file().startsWith(folder);
    }

    private Call call(String text) {
        Matcher write = WRITE.matcher(text);
        Matcher sync = SYNC.matcher(text);
        Matcher truncate = TRUNCATE.matcher(text);
        Matcher rename = RENAME.matcher(text);
        if (write.lookingAt()) {
            byte[] bytes = bytes(write.group(2));
            if (bytes.length < Integer.parseInt(write.group(5))) {
                throw new AssertionError("not all bytes of a write were recorded");
            }
            return new Write(path(write.group(1)), Long.parseLong(write.group(4)), bytes);
        }
        if (sync.lookingAt()) {
            return new Sync(path(sync.group(1)));
        }
        if (truncate.lookingAt()) {
            return new Truncate(path(truncate.group(1)), Long.parseLong(truncate.group(2)));
        }
        return rename.lookingAt() ? new Rename(name(rename.group(1)), name(rename.group(2))) : new Pending(text);
    }

    private static byte[] bytes(String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher digits = HEX.matcher(hex);
        while (digits.find()) {
            bytes.write(Integer.parseInt(digits.group(1), 16));
        }
        return bytes.toByteArray();
    }

    private static Path path(String described) {
        return Path.of(new String(text(described), StandardCharsets.UTF_8));
    }

    private static byte[] text(String described) {
        return described.startsWith("\\x") ? bytes(described) : described.getBytes(StandardCharsets.UTF_8);
    }

    /** A name by way of an open folder is that of the folder, which had one name only. */
    private Path name(String described) {
        Path path = path(described);
        return path.startsWith("/proc/self/fd") ? folder.resolve("state/runs").resolve(path.getFileName()) : path;
    }

    /**
     * Makes the files what they may be when the power goes after a number of calls.
     *
     * @param before what the files held that were there before
     */
    public void replay(int count, Random random, Map<Path, Bytes> before) throws IOException {
        Map<Path, TreeMap<Long, byte[]>> unsynced = new LinkedHashMap<>();
        Map<Path, Bytes> durable = new LinkedHashMap<>(before);
        Map<Path, Path> renames = new LinkedHashMap<>();
        Set<Path> named = new HashSet<>();
        for (Call call : calls.subList(0, count)) {
            if (call instanceof Write write) {
                Path file = write.file;
                TreeMap<Long, byte[]> sectors = unsynced.computeIfAbsent(file, key -> new TreeMap<>());
                if (write.offset % SECTOR != 0 || write.bytes.length % SECTOR != 0) {
                    throw new AssertionError("a write that is not of whole sectors: " + write.file);
                }
                for (int at = 0; at < write.bytes.length; at += SECTOR) {
                    byte[] sector = new byte[SECTOR];
                    System.arraycopy(write.bytes, at, sector, 0, SECTOR);
                    // Of two writes to one sector since the last sync, either may be the one that is left.
                    if (!sectors.containsKey(write.offset + at) || random.nextBoolean()) {
                        sectors.put(write.offset + at, sector);
                    }
                }
            } else if (call instanceof Sync sync) {
                if (Files.isDirectory(sync.file)) {
                    named.addAll(renames.keySet());
                }
                TreeMap<Long, byte[]> sectors = unsynced.remove(sync.file);
                if (sectors != null) {
                    durable.merge(sync.file, Bytes.EMPTY, (old, none) -> old);
                    durable.put(sync.file, with(durable.get(sync.file), sectors, sector -> true));
                }
            } else if (call instanceof Truncate truncate) {
                if (random.nextBoolean()) {
                    durable.computeIfPresent(truncate.file, (file, content) -> content.resized((int) truncate.length));
                }
            } else if (call instanceof Rename rename) {
                renames.put(rename.file, rename.from);
                move(durable, rename.from, rename.file);
                TreeMap<Long, byte[]> sectors = unsynced.remove(rename.from);
                if (sectors != null) {
                    unsynced.put(rename.file, sectors);
                }
            }
        }
        unsynced.forEach((file, sectors) -> durable.put(
                file, with(durable.getOrDefault(file, Bytes.EMPTY), sectors, sector -> random.nextBoolean())));
        renames.forEach((to, from) -> {
            if (!named.contains(to) && random.nextBoolean()) {
                move(durable, to, from);
            }
        });
        write(durable);
    }

    private static void move(Map<Path, Bytes> files, Path from, Path to) {
        Bytes content = files.remove(from);
        if (content != null) {
            files.put(to, content);
        }
    }

    private static Bytes with(
            Bytes content, TreeMap<Long, byte[]> sectors, java.util.function.Predicate<Long> isThere) {
        long end = content.length();
        for (Long at : sectors.keySet()) {
            end = Math.max(end, at + SECTOR);
        }
        byte[] all = new byte[(int) end];
        content.asBuffer().get(all, 0, content.length());
        int length = content.length();
        for (Map.Entry<Long, byte[]> sector : sectors.entrySet()) {
            if (isThere.test(sector.getKey())) {
                System.arraycopy(sector.getValue(), 0, all, sector.getKey().intValue(), SECTOR);
                length = Math.max(length, sector.getKey().intValue() + SECTOR);
            }
        }
        return Bytes.copyOf(java.nio.ByteBuffer.wrap(all, 0, length));
    }

    private void write(Map<Path, Bytes> files) throws IOException {
        FileUtils.cleanDirectory(folder.resolve("state/runs").toFile());
        for (Map.Entry<Path, Bytes> file : files.entrySet()) {
            try (RandomAccessFile out = new RandomAccessFile(file.getKey().toFile(), "rw")) {
                byte[] content = new byte[file.getValue().length()];
                file.getValue().asBuffer().get(content);
                out.setLength(content.length);
                out.write(content);
            }
        }
    }
}
