package io.cowhand.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells people who wait at a terminal how far a run is, how fast, and how long it will take; in one line. */
final class Progress {

    /** What takes no longer is not worth a line. */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    /** Nobody reads faster. */
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();

    /** Columns of the bar. */
    private static final int WIDTH = 20;

    private final Consumer<String> line;
    private final LongSupplier clock;
    private final String doing;
    private final long all;
    private final long begun;
    private long shownAt;
    private long done;

    /**
     * The progress of a run that begins now.
     *
     * @param line shows a line in the place of the one before
     * @param clock nanoseconds since whenever
     * @param doing what is being done
     * @param all how many images there are
     */
    Progress(Consumer<String> line, LongSupplier clock, String doing, long all) {
        this.line = line;
        this.clock = clock;
        this.doing = doing;
        this.all = all;
        this.begun = clock.getAsLong();
        this.shownAt = begun + PATIENCE - INTERVAL;
    }

    /** One more image is done. */
    void step() {
        done++;
        long now = clock.getAsLong();
        if (now - shownAt >= INTERVAL) {
            shownAt = now;
            line.accept(text(now - begun));
        }
    }

    private String text(long nanos) {
        double perSecond = done / (nanos / 1e9);
        int filled = (int) (done * WIDTH / all);
        long left = Math.round((all - done) / perSecond);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %d%%, %,d of %,d images, %s a second, %d:%02d:%02d left",
                doing,
                "=".repeat(filled),
                " ".repeat(WIDTH - filled),
                done * 100 / all,
                done,
                all,
                String.format(Locale.ROOT, perSecond < 10 ? "%.2f" : "%,.0f", perSecond),
                left / 3600,
                left / 60 % 60,
                left % 60);
    }
}
