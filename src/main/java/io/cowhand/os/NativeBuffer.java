package io.cowhand.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A thread's native memory for the arguments and results of its system calls. */
final class NativeBuffer {

    private static final int LENGTH = 1 << 16;
    private static final ThreadLocal<NativeBuffer> OF_THREAD = ThreadLocal.withInitial(NativeBuffer::new);

    /** The alignment that O_DIRECT requires of memory. */
    private static final int ALIGNMENT = 4096;

    /** The length of a range up to the end of the file, however it grows (fcntl(2)). */
    static final long TO_END = 0;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH + ALIGNMENT)
            .alignedSlice(ALIGNMENT)
            .slice(0, LENGTH)
            .order(ByteOrder.nativeOrder());
    private final long address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));

    private NativeBuffer() {}

    /** Returns the memory of the thread that calls. */
    static NativeBuffer ofThread() {
        return OF_THREAD.get();
    }

    /** Returns all of it, from its start; numbers are in the processor's order. */
    ByteBuffer bytes() {
        return bytes.clear();
    }

    /** Puts a lock as fcntl(2) takes it: type, whence (SEEK_SET), start, length, and process, which is 0 for F_OFD_*. */
    void putLock(int type, long first, long count) {
        bytes().putShort((short) type)
                .putShort((short) 0)
                .putInt(0)
                .putLong(first)
                .putLong(count)
                .putLong(0);
    }

    long address() {
        return address;
    }
}
