package io.cowhand.os;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock that some process holds on a file.
 *
 * @param kind how it was taken
 * @param exclusive whether nobody else can have one on these bytes; {@code WRITE} in the system's words
 * @param process who holds it, where the system says so: locks of an open file description belong to no process
 * @param name what that process is called; {@code ""} where nobody knows
 * @param from the first byte
 * @param to the last byte, {@link Long#MAX_VALUE} for the end of the file
 */
public record HeldLock(Kind kind, boolean exclusive, OptionalLong process, String name, long from, long to) {

    private static final Pattern LINE = Pattern.compile("\\d+: (OFDLCK|POSIX|FLOCK) +\\S+ +(READ|WRITE) +(-?\\d+)"
            + " ([0-9a-f]+):([0-9a-f]+):(\\d+) (\\d+) (\\d+|EOF)");

    /** How a lock was taken; the names are the system's. */
    public enum Kind {
        /** On an open file description, as QEMU does. */
        OFDLCK,
        /** By a process, as Cowhand does. */
        POSIX,
        /** With flock, which the others do not see on local file systems. */
        FLOCK;

        /** The name in every output: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A lock and its file.
     *
     * @param file see {@link FileStatus#lockKey}
     */
    record OnFile(String file, HeldLock lock) {}

    /** A line of the system's list (proc(5), "/proc/locks"); nothing for who only waits for a lock, and for other kinds. */
    static Optional<OnFile> read(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long process = Long.parseLong(matcher.group(3));
        String to = matcher.group(8);
        return Optional.of(new OnFile(
                FileStatus.lockKey(
                        Long.parseLong(matcher.group(4), 16), Long.parseLong(matcher.group(5), 16), matcher.group(6)),
                new HeldLock(
                        Kind.valueOf(matcher.group(1)),
                        matcher.group(2).equals("WRITE"),
                        process > 0 ? OptionalLong.of(process) : OptionalLong.empty(),
                        "",
                        Long.parseLong(matcher.group(7)),
                        to.equals("EOF") ? Long.MAX_VALUE : Long.parseLong(to))));
    }

    /** The same lock, held by a process. */
    HeldLock withProcess(long holder) {
        return new HeldLock(kind, exclusive, OptionalLong.of(holder), "", from, to);
    }

    /** The same lock, held by a process that is called so. */
    HeldLock withName(String holder) {
        return new HeldLock(kind, exclusive, process, holder, from, to);
    }

    /** Whether everything from the first byte on is locked. */
    public boolean isToEnd() {
        return to == Long.MAX_VALUE;
    }

    /** Whether both lock the same bytes in the same way, whoever holds them. */
    boolean isLike(HeldLock other) {
        return withProcess(0).equals(other.withProcess(0));
    }

    /** Whether a byte is locked. */
    public boolean covers(long at) {
        return from <= at && at <= to;
    }
}
