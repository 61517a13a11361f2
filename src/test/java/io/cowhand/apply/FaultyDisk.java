package io.cowhand.apply;

import io.cowhand.os.ExtendedStatus;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Images on a disk on which calls go wrong: the machine stops at one, or it fails, or it and all that follow fail.
 *
 * <p>Calls are counted over all images. A failing write or sync may still write some sectors. On a disk with a write-back
 * cache, nothing reaches the file before a sync; when a sync fails, the cached pages count as written, as in Linux: they
 * are read until they are dropped, and are not written again.
 */
final class FaultyDisk implements SystemCalls {

    /** What happens at the call. */
    enum Fault {
        /** Nothing runs any more after it. */
        STOP,
        /** It fails, and everything goes on. */
        FAIL,
        /** It fails, and so does every one after it. */
        BREAK
    }

    /** The machine has stopped. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final int SECTOR = 512;

    private final Fault fault;
    private final int at;
    private final int sectorsThrough;
    private final boolean keepsBack;
    private final List<OpenFile> opened = new ArrayList<>();
    private int calls;

    /**
     * A disk.
     *
     * @param at the call at which the fault is, from 1
     * @param sectorsThrough sectors of a write that come through before the fault
     * @param keepsBack whether writes wait for the next sync
     */
    FaultyDisk(Fault fault, int at, int sectorsThrough, boolean keepsBack) {
        this.fault = fault;
        this.at = at;
        this.sectorsThrough = sectorsThrough;
        this.keepsBack = keepsBack;
    }

    @Override
    public OpenFile open(Path path, TrailingLink link, Access access) throws IOException {
        call();
        OpenFile file = LinuxCalls.KERNEL.open(path, link, access);
        opened.add(file);
        return new Image(file);
    }

    /** Whether the fault has happened. */
    boolean isFaulty() {
        return calls >= at;
    }

    /** How many calls there were. */
    int calls() {
        return calls;
    }

    /** What the system does for a process that is gone. */
    void closeAll() throws IOException {
        for (OpenFile file : opened) {
            file.close();
        }
    }

    private void call() throws IOException {
        if (isNow()) {
            fail();
        }
    }

    private void fail() throws IOException {
        if (fault == Fault.STOP) {
            throw new Stopped();
        }
        throw new IOException("Input/output error");
    }

    private boolean isNow() {
        calls++;
        return calls == at || fault != Fault.FAIL && calls > at;
    }

    private final class Image implements OpenFile {
        private final OpenFile file;
        /** What was written and is not on the disk, by sector. */
        private final Map<Long, byte[]> cached = new TreeMap<>();

        private final Set<Long> dirty = new TreeSet<>();

        Image(OpenFile file) {
            this.file = file;
        }

        @Override
        public ExtendedStatus status() throws IOException {
            call();
            return file.status();
        }

        @Override
        public boolean lock(long first, long count) throws IOException {
            call();
            return file.lock(first, count);
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            call();
            int start = into.position();
            int count = file.read(into, offset);
            cached.forEach((position, bytes) -> {
                for (int i = 0; i < bytes.length; i++) {
                    long place = position + i - offset;
                    if (place >= 0 && place < count) {
                        into.put(start + (int) place, bytes[i]);
                    }
                }
            });
            return count;
        }

        @Override
        public int write(ByteBuffer from, long offset) throws IOException {
            boolean now = isNow();
            int length = now ? Math.min(sectorsThrough * SECTOR, from.remaining()) : from.remaining();
            for (int at = 0; at < length; at += SECTOR) {
                byte[] sector = new byte[Math.min(SECTOR, length - at)];
                from.get(sector);
                if (keepsBack) {
                    cached.put(offset + at, sector);
                    dirty.add(offset + at);
                } else {
                    write(sector, offset + at);
                }
            }
            if (now) {
                fail();
            }
            return length;
        }

        private void write(byte[] bytes, long offset) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                file.write(left, offset + left.position());
            }
        }

        @Override
        public void beginSync() {
            // What comes of it shows at the sync.
        }

        @Override
        public void sync() throws IOException {
            boolean now = isNow();
            int left = now ? sectorsThrough : Integer.MAX_VALUE;
            for (Long at : List.copyOf(dirty)) {
                if (left > 0) {
                    write(cached.remove(at), at);
                    left--;
                }
            }
            dirty.clear();
            if (now) {
                fail();
            }
            file.sync();
        }

        /** What is dirty is written first, as the system does. */
        @Override
        public int readDurable(ByteBuffer into, long offset) throws IOException {
            call();
            for (Long at : List.copyOf(dirty)) {
                write(cached.remove(at), at);
            }
            dirty.clear();
            return file.read(into, offset);
        }

        @Override
        public void awaitClockTick(long since) {
            // Nothing here asks whether times differ.
        }

        @Override
        public void close() throws IOException {
            call();
            file.close();
        }
    }
}
