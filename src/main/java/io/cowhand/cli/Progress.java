package io.cowhand.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Shows the progress of a run in one line of a terminal: the images done, the rate, and the remaining time. */
final class Progress {

    /** Shorter runs show no progress. */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    /** The time between two updates. */
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();

    /** The width of the bar in columns. */
    private static final int BAR = 20;

    private final Consumer<String> line;
    private final IntSupplier columns;
    private final LongSupplier clock;
    private final String work;
    private final long all;
    private final long begun;
    private long shownAt;
    private long done;

    /**
     * Creates the progress of a run that begins now.
     *
     * @param line shows a line in place of the previous one
     * @param columns how many columns the terminal has; asked only when a line is shown
     * @param clock nanoseconds from any origin
     * @param work the kind of work, such as "planning"
     * @param all the number of images
     */
    Progress(Consumer<String> line, IntSupplier columns, LongSupplier clock, String work, long all) {
        this.line = line;
        this.columns = columns;
        this.clock = clock;
        this.work = work;
        this.all = all;
        this.begun = clock.getAsLong();
        this.shownAt = begun + PATIENCE - INTERVAL;
    }

    /** Counts one more image as done. */
    void step() {
        done++;
        long now = clock.getAsLong();
        if (now - shownAt >= INTERVAL) {
            shownAt = now;
            line.accept(text(now - begun));
        }
    }

    /** Returns the longest of several texts that fits the terminal. */
    private String text(long nanos) {
        double perSecond = done / (nanos / 1e9);
        long left = Math.round((all - done) / perSecond);
        int filled = (int) (done * BAR / all);
        String bar = "=".repeat(filled) + " ".repeat(BAR - filled);
        String percent = done * 100 / all + "%";
        String of = String.format(Locale.ROOT, ", %,d of %,d images", done, all);
        String rate = String.format(Locale.ROOT, perSecond < 10 ? ", %.2f a second" : ", %,.0f a second", perSecond);
        String time = String.format(Locale.ROOT, ", %d:%02d:%02d left", left / 3600, left / 60 % 60, left % 60);
        return Stream.of(
                        work + " [" + bar + "] " + percent + of + rate + time,
                        work + " " + percent + of + rate + time,
                        work + " " + percent + of + time,
                        work + " " + percent + time,
                        work + " " + percent,
                        percent)
                .filter(text -> text.length() <= columns.getAsInt())
                .findFirst()
                .orElse("");
    }
}
