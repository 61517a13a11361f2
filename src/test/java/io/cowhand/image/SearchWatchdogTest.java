package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.os.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Timeout(60)
class SearchWatchdogTest {

    private static final TimeLimit LIMIT = new TimeLimit(Duration.ofMillis(200));
    private static final Path FILE = Path.of("a/b.qcow2");

    private final SearchWatchdog watchdog = new SearchWatchdog();
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void answerAtLast() {
        answer.countDown();
    }

    private Supplier<String> silentAfter(Consumer<SearchWatchdog> sign) {
        return () -> {
            watchdog.awaiting(Path.of("before"));
            sign.accept(watchdog);
            try {
                answer.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            return "late";
        };
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void aSearchThatFallsSilentIsGivenUpAndNamesWhatDoesNotAnswer() {
        assertThat(watchdog.watch(LIMIT, silentAfter(on -> on.awaiting(FILE)))).isEmpty();
        assertThat(watchdog.describeStall(LIMIT)).isEqualTo("a/b.qcow2: no answer within 200 ms");
        assertThat(watchdog.watch(LIMIT, silentAfter(on -> on.awaitingFileIn(FILE))))
                .isEmpty();
        assertThat(watchdog.describeStall(LIMIT))
                .isEqualTo("a file in the directory a/b.qcow2: no answer within 200 ms");
        assertThat(watchdog.watch(LIMIT, silentAfter(on -> on.awaiting(Path.of("")))))
                .isEmpty();
        assertThat(watchdog.describeStall(LIMIT)).startsWith(".: ");
    }

    @Test
    void aSearchThatGetsOnMayTakeLongerThanTheLimit() {
        assertThat(watchdog.watch(LIMIT, () -> {
                    for (int i = 0; i < 20; i++) {
                        watchdog.awaiting(FILE);
                        sleep(30);
                    }
                    return "found";
                }))
                .contains("found");
    }

    @Test
    void workIsNoSilence() {
        assertThat(watchdog.watch(LIMIT, () -> {
                    sleep(600);
                    watchdog.awaiting(FILE);
                    watchdog.idle();
                    sleep(600);
                    return "found";
                }))
                .contains("found");
    }

    @Test
    void whatASearchThrowsIsThrown() {
        assertThatThrownBy(() -> watchdog.watch(LIMIT, () -> {
                    throw new IllegalArgumentException("bug");
                }))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> watchdog.watch(LIMIT, () -> {
                    throw new OutOfMemoryError("much");
                }))
                .isExactlyInstanceOf(OutOfMemoryError.class);
    }
}
