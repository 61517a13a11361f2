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

    /** Before that, the remaining time is not shown: the first images take longer, while the JVM still loads classes. */
    private static final long ESTIMATE = Duration.ofSeconds(5).toNanos();

    /** The width of the bar in columns. */
    private static final int BAR = 20;

    private final Consumer<String> line;
    private final IntSupplier columns;
    private final LongSupplier clock;
    private long shownAt;
    private String work = "";
    private long all;
    private long begun;
    private long done;
    private String state = "";
    private boolean isWaiting;

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
        this.shownAt = clock.getAsLong() + PATIENCE - INTERVAL;
        begin(work, all);
    }

    /** Begins another part of the run, whose images, rate and time are its own. */
    void begin(String part, long images) {
        work = part;
        all = images;
        done = 0;
        begun = clock.getAsLong();
    }

    /** Counts one more image as done. */
    void step() {
        done++;
        showIfDue();
    }

    /**
     * Shows something else that people want to know, after the number of images.
     *
     * @param words the words; {@code ""} for nothing
     * @param waits whether the run waits now: there is no rate then, and no time
     */
    void state(String words, boolean waits) {
        state = words.isEmpty() ? "" : ", " + words;
        isWaiting = waits;
        showIfDue();
    }

    private void showIfDue() {
        long now = clock.getAsLong();
        if (all > 0 && now - shownAt >= INTERVAL) {
            shownAt = now;
            line.accept(text(now - begun));
        }
    }

    /** Returns the longest of several texts that fits the terminal. */
    private String text(long nanos) {
        int filled = (int) (done * BAR / all);
        String bar = "=".repeat(filled) + " ".repeat(BAR - filled);
        String percent = done * 100 / all + "%";
        String of = String.format(Locale.ROOT, ", %,d of %,d images", done, all);
        double perSecond = done / (nanos / 1e9);
        boolean isKnown = done > 0 && nanos >= PATIENCE && !isWaiting;
        String rate = isKnown
                ? String.format(Locale.ROOT, perSecond < 10 ? ", %.2f a second" : ", %,.0f a second", perSecond)
                : "";
        String time = isKnown && nanos >= ESTIMATE ? left(Math.round((all - done) / perSecond)) : "";
        return Stream.of(
                        work + " [" + bar + "] " + percent + of + state + rate + time,
                        work + " " + percent + of + state + rate + time,
                        work + " " + percent + of + state + time,
                        work + " " + percent + state + time,
                        work + " " + percent + time,
                        work + " " + percent,
                        percent)
                .filter(text -> text.length() <= columns.getAsInt())
                .findFirst()
                .orElse("");
    }

    private static String left(long seconds) {
        return String.format(Locale.ROOT, ", %d:%02d:%02d left", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
