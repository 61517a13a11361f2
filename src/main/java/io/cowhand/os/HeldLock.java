package io.cowhand.os;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock that a process holds on a file.
 *
 * @param kind the kind of the lock
 * @param exclusive whether it is an exclusive lock, a write lock, which excludes all others on its bytes
 * @param process the process that holds it, if known: locks of an open file description belong to no process
 * @param name the name of that process; {@code ""} if unknown
 * @param from the first byte
 * @param to the last byte; {@link Long#MAX_VALUE} for the end of the file
 */
public record HeldLock(Kind kind, boolean exclusive, OptionalLong process, String name, long from, long to) {

    private static final Pattern LINE = Pattern.compile("\\d+: (OFDLCK|POSIX|FLOCK) +\\S+ +(READ|WRITE) +(-?\\d+)"
            + " ([0-9a-f]+):([0-9a-f]+):(\\d+) (\\d+) (\\d+|EOF)");

    /** The kind of a lock, named as in {@code /proc/locks}. */
    public enum Kind {
        /** On an open file description (fcntl(2), F_OFD_SETLK), the kind that QEMU and Cowhand use on images. */
        OFDLCK,
        /** Held by a process (fcntl(2), F_SETLK). */
        POSIX,
        /** Taken with flock(2); does not conflict with the other kinds on local file systems. */
        FLOCK;

        /** Returns the name in outputs: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A lock and its file.
     *
     * @param file the file's identifier, as from {@link FileStatus#lockKey}
     */
    record OnFile(String file, HeldLock lock) {}

    /** Parses a line of {@code /proc/locks} (proc(5)); returns nothing for a pending lock or another kind. */
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

    /** Returns the lock with the process that holds it, without a name. */
    HeldLock withProcess(long holder) {
        return new HeldLock(kind, exclusive, OptionalLong.of(holder), "", from, to);
    }

    /** Returns the lock with the name of the process that holds it. */
    HeldLock withName(String holder) {
        return new HeldLock(kind, exclusive, process, holder, from, to);
    }

    /** Returns whether the lock extends to the end of the file. */
    public boolean isToEnd() {
        return to == Long.MAX_VALUE;
    }

    /** Returns whether both have the same kind, mode and bytes, apart from the process. */
    boolean isLike(HeldLock other) {
        return withProcess(0).equals(other.withProcess(0));
    }

    /** Returns whether the lock covers a byte. */
    public boolean covers(long at) {
        return from <= at && at <= to;
    }
}
