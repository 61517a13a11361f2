package io.cowhand.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The system calls of Linux. */
public final class LinuxCalls implements SystemCalls {

    /** The kernel's system calls. The first use loads a native library, which takes about ten milliseconds. */
    public static final LinuxCalls KERNEL = new LinuxCalls();

    /** The directory in which the kernel lists the process's own descriptors. */
    private static final String DESCRIPTORS = "/proc/self/fd/";

    private static final byte[] NO_NAME = {0};

    private LinuxCalls() {}

    @Override
    public OpenFile open(Path path, TrailingLink link, Access access) throws IOException {
        int place = openPath(path, link);
        try {
            status(place).file().requireRegular(path);
            // Through the descriptor: the file that was checked, even if the path leads elsewhere by now.
            int flags = (access == Access.READ ? LibC.O_RDONLY : LibC.O_RDWR) | LibC.O_NONBLOCK | LibC.O_CLOEXEC;
            return new LinuxFile(open(path, ascii(DESCRIPTORS + place), flags));
        } finally {
            LibC.close(place);
        }
    }

    /** Opens an open file again, with other flags; returns a negative number if that fails. */
    static int reopen(int descriptor, int flags) {
        return LibC.open(ascii(path(descriptor).toString()), flags, 0);
    }

    /**
     * Returns whether any program, including this one, holds a lock on a file. Takes no lock (fcntl(2), F_OFD_GETLK).
     *
     * @throws IOException if the file cannot be opened, or its locks cannot be queried
     */
    public static boolean isLocked(Path path) throws IOException {
        int descriptor = open(path, bytes(path), LibC.O_RDONLY | LibC.O_NOFOLLOW | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
        try {
            NativeBuffer buffer = NativeBuffer.ofThread();
            buffer.putLock(LibC.F_WRLCK, 0, NativeBuffer.TO_END);
            if (LibC.fcntl(descriptor, LibC.F_OFD_GETLK, buffer.address()) < 0) {
                throw LibC.error(path);
            }
            return buffer.bytes().getShort() != LibC.F_UNLCK;
        } finally {
            LibC.close(descriptor);
        }
    }

    /**
     * Returns a descriptor that only identifies a file (open(2), O_PATH): opening it has no effect on a device or a
     * FIFO.
     */
    static int openPath(Path path, TrailingLink link) throws IOException {
        int follow = link == TrailingLink.FOLLOWED ? 0 : LibC.O_NOFOLLOW;
        return open(path, bytes(path), LibC.O_PATH | LibC.O_CLOEXEC | follow);
    }

    private static int open(Path path, byte[] name, int flags) throws IOException {
        int descriptor;
        do {
            descriptor = LibC.open(name, flags, 0);
        } while (descriptor < 0 && LibC.isInterrupted());
        if (descriptor < 0) {
            throw LibC.error(path);
        }
        return descriptor;
    }

    /** Calls statx(2), whose result has the same layout on every processor architecture. */
    static ExtendedStatus status(int descriptor) throws IOException {
        NativeBuffer buffer = NativeBuffer.ofThread();
        int mask = LibC.STATX_BASIC_STATS | LibC.STATX_MNT_ID_UNIQUE;
        if (LibC.statx(descriptor, NO_NAME, LibC.AT_EMPTY_PATH, mask, buffer.address()) < 0) {
            throw LibC.error();
        }
        ByteBuffer answer = buffer.bytes();
        boolean isMountKnown = (answer.getInt(0) & LibC.STATX_MNT_ID_UNIQUE) != 0;
        FileStatus file = new FileStatus(
                new FileId(FileStatus.device(answer.getInt(136), answer.getInt(140)), answer.getLong(32)),
                Short.toUnsignedInt(answer.getShort(28)),
                Integer.toUnsignedLong(answer.getInt(20)),
                answer.getLong(40));
        return new ExtendedStatus(
                file, nanoseconds(answer, 112), nanoseconds(answer, 96), isMountKnown ? answer.getLong(144) : 0);
    }

    private static long nanoseconds(ByteBuffer answer, int at) {
        return TimeUnit.SECONDS.toNanos(answer.getLong(at)) + answer.getInt(at + Long.BYTES);
    }

    /** Returns the path that leads to an open file. */
    static Path path(int descriptor) {
        return Path.of(DESCRIPTORS + descriptor);
    }

    /** Returns the target of an open link. */
    static Path target(int link) throws IOException {
        NativeBuffer buffer = NativeBuffer.ofThread();
        long length = LibC.readlinkat(link, NO_NAME, buffer.address(), Limits.LINK_TARGET);
        if (length < 0) {
            throw LibC.error();
        }
        byte[] target = new byte[(int) length];
        buffer.bytes().get(target);
        return PathBytes.of(target);
    }

    /** Returns a path as a C string. */
    static byte[] bytes(Path path) {
        ByteBuffer bytes = PathBytes.bytes(path);
        byte[] terminated = new byte[bytes.remaining() + 1];
        bytes.get(terminated, 0, bytes.remaining());
        return terminated;
    }

    /** Returns a text as a C string, terminated by a zero byte. */
    static byte[] ascii(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }
}
