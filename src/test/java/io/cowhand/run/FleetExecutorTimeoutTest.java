package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images that do not answer are given up, and all others are done. */
@Tag("slow")
@Timeout(60)
class FleetExecutorTimeoutTest {

    private static final TimeLimit LIMIT = new TimeLimit(Duration.ofMillis(200));
    private static final String GIVEN_UP = "no answer within 200 ms";

    private final CountDownLatch answer = new CountDownLatch(1);
    private final Set<Integer> begun = ConcurrentHashMap.newKeySet();
    private final Set<Integer> written = ConcurrentHashMap.newKeySet();
    private final List<String> results = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void answerAtLast() {
        answer.countDown();
    }

    /** A job for numbers, some of which do not answer before {@link #answer}. */
    private class Numbers implements FleetJob<Integer, String, String> {

        private final IntPredicate isDead;

        Numbers(IntPredicate isDead) {
            this.isDead = isDead;
        }

        @Override
        public String prepare(Integer number) {
            begun.add(number);
            if (isDead.test(number)) {
                await(answer);
            }
            return number.toString();
        }

        @Override
        public String unanswered(Integer number, Problem why) {
            return number + ": " + why.message();
        }

        @Override
        public List<String> complete(List<String> prepared, long ordinal) {
            prepared.stream().filter(text -> text.indexOf(':') < 0).forEach(text -> written.add(Integer.valueOf(text)));
            return prepared;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("a job is interrupted, which would close its channel", interrupted);
        }
    }

    private static Iterator<Integer> numbers(int count) {
        return IntStream.range(0, count).iterator();
    }

    private static List<String> expected(int count, IntPredicate isDead) {
        return IntStream.range(0, count)
                .mapToObj(number -> isDead.test(number) ? number + ": " + GIVEN_UP : Integer.toString(number))
                .toList();
    }

    private void assertDone(FleetExecutor run, int count, IntPredicate isDead) {
        List<Integer> notBegun = run.run(numbers(count), new Numbers(isDead), results::add);

        assertThat(notBegun).isEmpty();
        assertThat(results).isEqualTo(expected(count, isDead));
        assertThat(written)
                .hasSize((int) IntStream.range(0, count).filter(isDead.negate()).count());
    }

    @Test
    void oneInTheMiddleOfABatchIsGivenUpAndTheOthersAreDoneInOrder() {
        assertDone(new FleetExecutor(2, 10, LIMIT), 100, number -> number == 34);
    }

    @Test
    void theFirstAndTheLastOfABatchAreGivenUp() {
        assertDone(new FleetExecutor(3, 10, LIMIT), 95, number -> number == 10 || number == 39 || number == 94);
    }

    @Test
    void severalOfOneBatchAndOneOfEachAreGivenUp() {
        assertDone(new FleetExecutor(4, 8, LIMIT), 64, number -> number % 8 == 3 || number == 4 || number == 5);
    }

    @Test
    void oneThreadGoesOnInAnother() {
        assertDone(new FleetExecutor(1, 4, LIMIT), 20, number -> number == 0 || number == 6);
        results.clear();
        written.clear();
        assertDone(new FleetExecutor(1, 1, LIMIT), 5, number -> number == 2);
    }

    @Test
    void oneThreadWithBatchesOfOneStopsBehindTheOneThatIsGivenUp() {
        FleetExecutor run = new FleetExecutor(1, 1, LIMIT);

        Iterator<Integer> numbers = numbers(10);
        run.run(numbers, new Numbers(number -> number == 3), result -> {
            results.add(result);
            if (result.endsWith(GIVEN_UP)) {
                run.stop();
            }
        });

        assertThat(results).isEqualTo(expected(4, number -> number == 3));
        assertThat(begun).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(numbers.next()).isEqualTo(4);
    }

    @Test
    void aWholeDeadMountTakesTheTimeOfAFew() {
        long begin = System.nanoTime();

        new FleetExecutor(2, 16, LIMIT).run(numbers(5_000), new Numbers(number -> true), results::add);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(begun).hasSizeBetween(WorkerPool.MOST_STUCK, WorkerPool.MOST_STUCK + 2);
        assertThat(results).hasSize(5_000).allMatch(result -> result.contains(":"));
        assertThat(results.get(4_999)).isEqualTo("4999: not read, because 64 other files do not answer");
        assertThat(written).isEmpty();
    }

    @Test
    void whatAnswersTooLateIsDroppedAndLaterImagesAreLookedAtAgain() {
        // However long the threads take to come back, there are images until one of them is done.
        Iterator<Integer> untilOneIsWritten = new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < 100 || written.isEmpty();
            }

            @Override
            public Integer next() {
                return next++;
            }
        };

        List<Integer> notBegun = new FleetExecutor(2, 1, LIMIT)
                .run(untilOneIsWritten, new Numbers(number -> number < 100), result -> {
                    results.add(result);
                    if (result.startsWith("99:")) {
                        answer.countDown();
                    } else if (answer.getCount() == 0 && result.contains(":")) {
                        LockSupport.parkNanos(1_000_000);
                    }
                });

        assertThat(notBegun).isEmpty();
        assertThat(results.subList(0, 100)).allMatch(result -> result.contains(": n"));
        assertThat(written)
                .isNotEmpty()
                .allMatch(number -> number >= 100)
                .allMatch(number -> results.get(number).equals(number.toString()));
    }

    @Test
    void aStopWaitsForNoneThatDoesNotAnswer() {
        FleetExecutor run = new FleetExecutor(2, 10, TimeLimit.DEFAULT);
        long begin = System.nanoTime();
        Thread stopping = new Thread(() -> {
            // The first batch may begin after the second one, and a stop would then leave it.
            while (!begun.contains(9) || !begun.contains(13)) {
                Thread.onSpinWait();
            }
            run.stop();
        });
        stopping.start();

        Iterator<Integer> numbers = numbers(1_000);
        List<Integer> notBegun = run.run(numbers, new Numbers(number -> number == 13), results::add);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(results).contains("12", "13: no answer within 2 s").doesNotContain("14");
        assertThat(notBegun).startsWith(14, 15, 16, 17, 18, 19);
        int left = 0;
        while (numbers.hasNext()) {
            numbers.next();
            left++;
        }
        assertThat(results.size() + notBegun.size() + left).isEqualTo(1_000);
    }

    @Test
    void aBrokenReportEndsTheRunThoughOneDoesNotAnswer() {
        assertThatThrownBy(
                        () -> new FleetExecutor(2, 10, LIMIT).run(numbers(100), new Numbers(n -> n == 15), result -> {
                            throw new IllegalStateException("broken report");
                        }))
                .hasMessage("broken report");

        assertThat(written).contains(9).doesNotContain(15, 16);
    }

    @Test
    void aBugOfTheFirstStageEndsTheRun() {
        assertThatThrownBy(() -> new FleetExecutor(2, 10, LIMIT)
                        .run(
                                numbers(100),
                                new Numbers(number -> {
                                    if (number == 15) {
                                        throw new IllegalStateException("bug");
                                    }
                                    return false;
                                }),
                                results::add))
                .hasRootCauseMessage("bug");

        assertThat(results).isEqualTo(expected(10, number -> false));
    }

    @Test
    void theSecondStageIsNeverGivenUp() {
        List<String> done = new ArrayList<>();
        new FleetExecutor(2, 10, LIMIT)
                .run(
                        numbers(20),
                        new Numbers(number -> false) {
                            @Override
                            public List<String> complete(List<String> prepared, long ordinal) {
                                try {
                                    Thread.sleep(3 * LIMIT.duration().toMillis());
                                } catch (InterruptedException interrupted) {
                                    throw new AssertionError(interrupted);
                                }
                                return super.complete(prepared, ordinal);
                            }
                        },
                        done::add);

        assertThat(done).isEqualTo(expected(20, number -> false));
    }
}
