package io.cowhand.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Bindings of functions of the C library. Lengths, offsets and addresses have 64 bits; a result of -1 is an error,
 * which {@link #error} describes.
 */
final class LibC {

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;
    /** Differs between processor architectures. */
    static final int O_DIRECT = switch (System.getProperty("os.arch")) {
        case "aarch64" -> 0200000;
        case "ppc64le" -> 0400000;
        default -> 040000;
    };

    static final int O_PATH = 010000000;
    /** Differs between processor architectures. */
    static final int O_NOFOLLOW = switch (System.getProperty("os.arch")) {
        case "aarch64", "ppc64le" -> 0100000;
        default -> 0400000;
    };

    /** Differs between processor architectures. */
    static final int POSIX_FADV_DONTNEED = System.getProperty("os.arch").equals("s390x") ? 6 : 4;

    static final int SYNC_FILE_RANGE_WRITE = 2;
    static final int F_OFD_GETLK = 36;
    static final int F_OFD_SETLK = 37;
    static final int F_WRLCK = 1;
    static final int F_UNLCK = 2;
    static final int AT_FDCWD = -100;
    static final int CLOCK_REALTIME_COARSE = 5;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int STATX_BASIC_STATS = 0x7ff;
    static final int STATX_MNT_ID_UNIQUE = 0x4000;

    private static final int ENOENT = 2;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int ENOTDIR = 20;
    private static final int ENOSPC = 28;
    private static final int ELOOP = 40;
    private static final int EDQUOT = 122;

    static {
        load();
    }

    private LibC() {}

    /**
     * Loads the C library through JNA, which first unpacks a library of its own: into a new private folder, so that no
     * other user can have prepared it. Both are removed after loading.
     */
    private static void load() {
        try {
            Path folder = Files.createTempDirectory("cowhand-");
            try {
                System.setProperty("jna.tmpdir", folder.toString());
                System.setProperty("jna.nosys", "true");
                Native.register(LibC.class, NativeLibrary.getProcess());
            } catch (LinkageError notLoaded) {
                clear(folder);
                throw notLoaded;
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(
                    "cannot create a directory in " + System.getProperty("java.io.tmpdir") + ": "
                            + IoErrors.describe(error),
                    error);
        }
    }

    /** Removes what JNA leaves behind if its library does not fit, or cannot be loaded. */
    private static void clear(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    static native int open(byte[] path, int flags, int mode);

    static native int openat(int folder, byte[] name, int flags, int mode);

    static native int close(int descriptor);

    static native int statx(int folder, byte[] path, int flags, int mask, long buffer);

    static native long readlinkat(int folder, byte[] path, long buffer, long length);

    static native int fcntl(int descriptor, int command, long argument);

    static native long pread(int descriptor, long buffer, long count, long offset);

    static native long pwrite(int descriptor, long buffer, long count, long offset);

    static native int fdatasync(int descriptor);

    static native int sync_file_range(int descriptor, long offset, long length, int flags);

    static native int posix_fadvise(int descriptor, long offset, long length, int advice);

    static native int geteuid();

    static native int fstatfs(int descriptor, long buffer);

    static native int clock_getres(int clock, long buffer);

    static native String strerror(int number);

    /** Returns whether the last call was interrupted by a signal and must be repeated. */
    static boolean isInterrupted() {
        return Native.getLastError() == EINTR;
    }

    /** Returns whether the last call failed because of a conflicting lock (fcntl(2) allows either number). */
    static boolean isLockedElsewhere() {
        int number = Native.getLastError();
        return number == EAGAIN || number == EACCES;
    }

    /** Returns the error of the last call, for a path. */
    static IOException error(Path path) {
        int number = Native.getLastError();
        String file = path.toString();
        return switch (number) {
            case ENOSPC, EDQUOT -> new DiskFullException(strerror(number));
            case ENOENT -> new NoSuchFileException(file);
            case EACCES -> new AccessDeniedException(file);
            case ENOTDIR -> new NotDirectoryException(file);
            case ELOOP -> new FileSystemLoopException(file);
            default -> new FileSystemException(file, null, strerror(number));
        };
    }

    /** Returns the error of the last call, for an open file. */
    static IOException error() {
        int number = Native.getLastError();
        String reason = strerror(number);
        return number == ENOSPC || number == EDQUOT ? new DiskFullException(reason) : new IOException(reason);
    }
}
