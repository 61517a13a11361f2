package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(-5);

    private void run(int images, Duration each) {
        run(images, each, 200);
    }

    private void run(int images, Duration each, int columns) {
        Progress progress = new Progress(lines::add, () -> columns, clock::get, "applying", images);
        for (int i = 0; i < images; i++) {
            clock.addAndGet(each.toNanos());
            progress.step();
        }
    }

    @Test
    void aShortRunIsNotWorthALine() {
        run(999, Duration.ofMillis(1));
        assertThat(lines).isEmpty();
    }

    @Test
    void aLongOneSaysFiveTimesASecondHowFarItIsHowFastAndHowLongItWillTake() {
        run(20_000_000, Duration.ofNanos(500_000));
        assertThat(lines).hasSize(5 * 9_999 + 1);
        assertThat(lines.get(0))
                .isEqualTo("applying [                    ] 0%, 2,000 of 20,000,000 images, 2,000 a second");
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo(
                        "applying [====================] 100%, 20,000,000 of 20,000,000 images, 2,000 a second, 0:00:00 left");
    }

    @Test
    void howLongItWillTakeIsSaidAfterSomeSecondsAndNotByTheFirstImages() {
        Progress progress = new Progress(lines::add, () -> 200, clock::get, "applying", 20_000_000);
        clock.addAndGet(Duration.ofMillis(1100).toNanos());
        progress.step(); // by this rate, it would take eight months
        assertThat(lines).containsExactly("applying [                    ] 0%, 1 of 20,000,000 images, 0.91 a second");
        for (int i = 0; i < 15_998; i++) {
            clock.addAndGet(Duration.ofNanos(243_750).toNanos());
            progress.step();
        }
        assertThat(lines).noneMatch(line -> line.contains("left"));
        clock.addAndGet(Duration.ofMillis(200).toNanos());
        progress.step();
        assertThat(lines.get(lines.size() - 1))
                .matches("applying \\[ {20}] 0%, 16,000 of 20,000,000 images, 3,\\d{3} a second, 1:4\\d:\\d\\d left");
    }

    @Test
    void aSlowOneSaysItForEachImage() {
        run(3, Duration.ofSeconds(90));
        assertThat(lines)
                .containsExactly(
                        "applying [======              ] 33%, 1 of 3 images, 0.01 a second, 0:03:00 left",
                        "applying [=============       ] 66%, 2 of 3 images, 0.01 a second, 0:01:30 left",
                        "applying [====================] 100%, 3 of 3 images, 0.01 a second, 0:00:00 left");
    }

    @Test
    void aNarrowTerminalGetsLess() {
        for (int columns : new int[] {80, 79, 56, 41, 26, 12, 3}) {
            run(1, Duration.ofSeconds(90), columns);
        }
        assertThat(lines)
                .containsExactly(
                        "applying [====================] 100%, 1 of 1 images, 0.01 a second, 0:00:00 left",
                        "applying 100%, 1 of 1 images, 0.01 a second, 0:00:00 left",
                        "applying 100%, 1 of 1 images, 0:00:00 left",
                        "applying 100%, 0:00:00 left",
                        "applying 100%",
                        "100%",
                        "");
    }
}
