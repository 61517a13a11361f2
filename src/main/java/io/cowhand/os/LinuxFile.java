package io.cowhand.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** An open file, by its descriptor. Not safe for use by several threads. */
final class LinuxFile implements OpenFile {

    private static final int CLOSED = -1;
    private static final int NOT_TRIED = -2;

    private int descriptor;
    /** A descriptor of the same file that bypasses the cache; opened on first use, and negative if that fails. */
    private int direct = NOT_TRIED;

    private boolean isLocked;

    LinuxFile(int descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public ExtendedStatus status() throws IOException {
        return LinuxCalls.status(descriptor);
    }

    @Override
    public boolean lock(long first, long count) throws IOException {
        isLocked = true;
        return setLock(LibC.F_WRLCK, first, count);
    }

    private boolean setLock(int type, long first, long count) throws IOException {
        NativeBuffer buffer = NativeBuffer.ofThread();
        buffer.putLock(type, first, count);
        if (LibC.fcntl(descriptor, LibC.F_OFD_SETLK, buffer.address()) == 0) {
            return true;
        }
        if (LibC.isLockedElsewhere()) {
            return false;
        }
        throw LibC.error();
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
        NativeBuffer buffer = NativeBuffer.ofThread();
        ByteBuffer bytes = buffer.bytes();
        int wanted = Math.min(into.remaining(), bytes.capacity());
        int read = call(() -> LibC.pread(descriptor, buffer.address(), wanted, offset));
        into.put(bytes.limit(read));
        return read;
    }

    @Override
    public int write(ByteBuffer from, long offset) throws IOException {
        NativeBuffer buffer = NativeBuffer.ofThread();
        ByteBuffer bytes = buffer.bytes();
        int wanted = Math.min(from.remaining(), bytes.capacity());
        bytes.put(from.duplicate().limit(from.position() + wanted));
        int written = call(() -> LibC.pwrite(descriptor, buffer.address(), wanted, offset));
        from.position(from.position() + written);
        return written;
    }

    @Override
    public int readDurable(ByteBuffer into, long offset) throws IOException {
        if (direct == NOT_TRIED) {
            direct = LinuxCalls.reopen(descriptor, LibC.O_RDONLY | LibC.O_DIRECT | LibC.O_CLOEXEC);
        }
        if (direct < 0) {
            // Not every file system supports O_DIRECT; dropping the cached pages is the next best thing.
            LibC.posix_fadvise(descriptor, 0, 0, LibC.POSIX_FADV_DONTNEED);
            return read(into, offset);
        }
        NativeBuffer buffer = NativeBuffer.ofThread();
        ByteBuffer bytes = buffer.bytes();
        // O_DIRECT requires whole blocks, and memory aligned to a block.
        int wanted = Math.min((into.remaining() + BLOCK - 1) / BLOCK * BLOCK, bytes.capacity());
        int count = Math.min(call(() -> LibC.pread(direct, buffer.address(), wanted, offset)), into.remaining());
        into.put(bytes.limit(count));
        return count;
    }

    @Override
    public void beginSync() {
        LibC.sync_file_range(descriptor, 0, 0, LibC.SYNC_FILE_RANGE_WRITE);
    }

    @Override
    public void sync() throws IOException {
        call(() -> LibC.fdatasync(descriptor));
    }

    @Override
    public void awaitClockTick(long since) throws IOException {
        long tick = TimestampGranularity.of(descriptor);
        long left = tick - (System.nanoTime() - since);
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = tick - (System.nanoTime() - since);
        }
    }

    @Override
    public void close() throws IOException {
        if (descriptor == CLOSED) {
            return;
        }
        try {
            if (isLocked) {
                // A child process that is just being started shares the descriptor, and with it the locks.
                setLock(LibC.F_UNLCK, 0, NativeBuffer.TO_END);
            }
        } finally {
            if (direct >= 0) {
                LibC.close(direct);
            }
            int closing = descriptor;
            descriptor = CLOSED;
            // Linux has released it even where it reports an error (close(2)).
            checked(LibC.close(closing));
        }
    }

    /** Makes a system call, and repeats it if a signal interrupts it. */
    private static int call(LongSupplier call) throws IOException {
        long result;
        do {
            result = call.getAsLong();
        } while (result < 0 && LibC.isInterrupted());
        return checked(result);
    }

    private static int checked(long result) throws IOException {
        if (result < 0) {
            throw LibC.error();
        }
        return (int) result;
    }
}
