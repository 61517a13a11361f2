package io.cowhand.os;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file by its descriptor. Not for several threads at a time. */
final class LinuxFile implements OpenFile {

    private static final int CLOSED = -1;
    /** The length of a range that ends nowhere (fcntl(2)). */
    private static final long TO_END = 0;

    private int descriptor;
    private boolean isLocked;

    LinuxFile(int descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public OpenStatus status() throws IOException {
        return LinuxCalls.status(descriptor);
    }

    @Override
    public boolean lock(long first, long count) throws IOException {
        isLocked = true;
        return setLock(LibC.F_WRLCK, first, count);
    }

    private boolean setLock(int type, long first, long count) throws IOException {
        CallBuffer buffer = CallBuffer.ofThread();
        // struct flock: type, whence (SEEK_SET), start, length, process (0, as F_OFD_SETLK demands).
        buffer.bytes()
                .putShort((short) type)
                .putShort((short) 0)
                .putInt(0)
                .putLong(first)
                .putLong(count)
                .putLong(0);
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
        CallBuffer buffer = CallBuffer.ofThread();
        ByteBuffer bytes = buffer.bytes();
        int wanted = Math.min(into.remaining(), bytes.capacity());
        int read = checked(LibC.pread(descriptor, buffer.address(), wanted, offset));
        into.put(bytes.limit(read));
        return read;
    }

    @Override
    public int write(ByteBuffer from, long offset) throws IOException {
        CallBuffer buffer = CallBuffer.ofThread();
        ByteBuffer bytes = buffer.bytes();
        int wanted = Math.min(from.remaining(), bytes.capacity());
        bytes.put(from.duplicate().limit(from.position() + wanted));
        int written = checked(LibC.pwrite(descriptor, buffer.address(), wanted, offset));
        from.position(from.position() + written);
        return written;
    }

    @Override
    public void sync() throws IOException {
        checked(LibC.fdatasync(descriptor));
    }

    @Override
    public void close() throws IOException {
        if (descriptor != CLOSED) {
            if (isLocked) {
                // A process that is just being started from here holds the descriptor, too, and with it the locks.
                setLock(LibC.F_UNLCK, 0, TO_END);
            }
            int closing = descriptor;
            descriptor = CLOSED;
            // Linux has released it even where it reports an error (close(2)).
            checked(LibC.close(closing));
        }
    }

    private static int checked(long result) throws IOException {
        if (result < 0) {
            throw LibC.error();
        }
        return (int) result;
    }
}
