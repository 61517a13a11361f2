package io.cowhand.apply;

import io.cowhand.testing.ForwardingChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images on a disk on which one call goes wrong: the machine stops there, or the call fails.
 *
 * <p>The calls are counted over all images. Of a write some sectors may still come through. On a disk that keeps writes
 * back, nothing reaches the file that was not forced.
 */
final class FaultyDisk {

    /** What happens at the call. */
    enum Fault {
        /** Nothing runs any more after it. */
        STOP,
        /** It fails, and everything goes on. */
        FAIL
    }

    /** The machine has stopped. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Fault fault;
    private final int at;
    private final int sectorsThrough;
    private final boolean keepsBack;
    private final List<FileChannel> opened = new ArrayList<>();
    private int calls;

    /**
     * A disk.
     *
     * @param at the call at which the fault is, from 1
     * @param sectorsThrough sectors of a write that come through before the fault
     * @param keepsBack whether writes wait for the next force
     */
    FaultyDisk(Fault fault, int at, int sectorsThrough, boolean keepsBack) {
        this.fault = fault;
        this.at = at;
        this.sectorsThrough = sectorsThrough;
        this.keepsBack = keepsBack;
    }

    FileChannel open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        opened.add(channel);
        call();
        return new Image(channel);
    }

    /** Whether the fault has happened. */
    boolean isFaulty() {
        return calls >= at;
    }

    /** What the system does for a process that is gone. */
    void closeAll() throws IOException {
        for (FileChannel channel : opened) {
            channel.close();
        }
    }

    private void call() throws IOException {
        if (isNow()) {
            if (fault == Fault.FAIL) {
                throw new IOException("Input/output error");
            }
            throw new Stopped();
        }
    }

    private boolean isNow() {
        calls++;
        return calls == at || fault == Fault.STOP && calls > at;
    }

    private final class Image extends ForwardingChannel {
        private final Map<Long, byte[]> keptBack = new TreeMap<>();

        Image(FileChannel channel) {
            super(channel);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            call();
            int start = into.position();
            int count = super.read(into, position);
            keptBack.forEach((at, bytes) -> {
                for (int i = 0; i < bytes.length; i++) {
                    long place = at + i - position;
                    if (place >= 0 && place < count) {
                        into.put(start + (int) place, bytes[i]);
                    }
                }
            });
            return count;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            boolean now = isNow();
            int length = now ? Math.min(sectorsThrough * 512, from.remaining()) : from.remaining();
            byte[] bytes = new byte[length];
            from.get(bytes);
            if (keepsBack) {
                keptBack.put(position, bytes);
            } else if (length > 0) {
                super.write(ByteBuffer.wrap(bytes), position);
            }
            if (now) {
                calls--;
                call();
            }
            return length;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            call();
            for (Map.Entry<Long, byte[]> write : keptBack.entrySet()) {
                super.write(ByteBuffer.wrap(write.getValue()), write.getKey());
            }
            keptBack.clear();
            super.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            call();
            return super.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            call();
            super.implCloseChannel();
        }
    }
}
