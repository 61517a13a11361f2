package io.cowhand.testing;

import com.sun.jna.Function;
import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody who exchanges two names, again and again as fast as the system does that, until it is closed. */
public final class Exchange implements AutoCloseable {

    private static final Function RENAMEAT2 = Function.getFunction("c", "renameat2", 0, "UTF-8");
    private static final int AT_FDCWD = -100;
    private static final int RENAME_EXCHANGE = 2;

    private final String one;
    private final String other;
    private final AtomicLong count = new AtomicLong();
    private final Thread thread = new Thread(this::run, "exchange");
    private volatile boolean stopped;

    private Exchange(Path one, Path other) {
        this.one = one.toString();
        this.other = other.toString();
    }

    /** Begins. */
    public static Exchange of(Path one, Path other) {
        Exchange exchange = new Exchange(one, other);
        exchange.swap();
        exchange.swap();
        exchange.thread.setDaemon(true);
        exchange.thread.start();
        return exchange;
    }

    private void swap() {
        int result = RENAMEAT2.invokeInt(new Object[] {AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE});
        if (result != 0) {
            throw new AssertionError("renameat2: error " + Native.getLastError());
        }
        count.incrementAndGet();
    }

    private void run() {
        while (!stopped) {
            swap();
        }
    }

    /** How often the names were exchanged. */
    public long count() {
        return count.get();
    }

    /** Ends it, with both names as they were. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        if (count.get() % 2 != 0) {
            swap();
        }
    }
}
