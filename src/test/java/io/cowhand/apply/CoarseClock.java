package io.cowhand.apply;

import io.cowhand.os.ExtendedStatus;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Files on a file system whose clock ticks only when a program waits for it: all writes between two ticks get the same
 * modification time, however long they take.
 */
final class CoarseClock implements SystemCalls {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(4);

    /** In nanoseconds since 1970; no whole second. */
    private long now = TimeUnit.SECONDS.toNanos(1_700_000_000) + TICK;

    private long mtime = now - TICK;

    @Override
    public OpenFile open(Path path, TrailingLink link, Access access) throws IOException {
        return new TimedFile(LinuxCalls.KERNEL.open(path, link, access));
    }

    private final class TimedFile implements OpenFile {
        private final OpenFile file;

        TimedFile(OpenFile file) {
            this.file = file;
        }

        @Override
        public ExtendedStatus status() throws IOException {
            ExtendedStatus status = file.status();
            return new ExtendedStatus(status.file(), mtime, mtime, status.mount());
        }

        @Override
        public boolean lock(long first, long count) throws IOException {
            return file.lock(first, count);
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return file.read(into, offset);
        }

        @Override
        public int write(ByteBuffer from, long offset) throws IOException {
            mtime = now;
            return file.write(from, offset);
        }

        @Override
        public int readDurable(ByteBuffer into, long offset) throws IOException {
            return file.readDurable(into, offset);
        }

        @Override
        public void beginSync() {
            file.beginSync();
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void awaitClockTick(long since) {
            now += TICK;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
