package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Portion;
import io.cowhand.fleet.RolloutProgress;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RolloutSummary.Reason;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.Waves;
import io.cowhand.image.ImageReference;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waves, budgets and retries of jobs that are numbers. */
@Timeout(60)
class RolloutExecutorTest {

    private static final int IMAGES = 200;

    private final Map<Integer, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<Integer, Long> ordinals = new ConcurrentHashMap<>();
    private final List<ImageResult> results = new ArrayList<>();
    private final List<RolloutProgress> progress = new ArrayList<>();
    private int threads = 4;
    private int batch = 3;

    private static Image image(int number) {
        return new ImageReference(Path.of(Integer.toString(number)));
    }

    /** A job whose result depends on the image and on how often it was tried. */
    private final class Numbers implements FleetJob<Integer, Integer, ImageResult> {
        private final IntFunction<Status> status;

        Numbers(IntFunction<Status> status) {
            this.status = status;
        }

        @Override
        public Integer prepare(Integer number) {
            return number;
        }

        @Override
        public Integer unanswered(Integer number, Problem why) {
            throw new AssertionError(why);
        }

        @Override
        public List<ImageResult> complete(List<Integer> prepared, long ordinal) {
            return IntStream.range(0, prepared.size())
                    .mapToObj(i -> {
                        int number = prepared.get(i);
                        attempts.merge(number, 1, Integer::sum);
                        Long before = ordinals.put(number, ordinal + i);
                        assertThat(before == null || before == ordinal + i).isTrue();
                        return ImageResult.of(image(number), status.apply(number), List.of());
                    })
                    .toList();
        }
    }

    private static RolloutSettings settings(String waves, String most, int until, Duration retry) {
        List<Portion> ends = Stream.of(waves.split(","))
                .map(end -> Portion.parse(end).orElseThrow())
                .toList();
        return new RolloutSettings(
                waves.equals("100%") ? Waves.NONE : new Waves(ends),
                Portion.parse(most),
                until == 0 ? OptionalInt.empty() : OptionalInt.of(until),
                retry);
    }

    private RolloutExecutor executor(RolloutSettings settings, boolean dryRun) {
        return new RolloutExecutor(
                new FleetExecutor(threads, batch, TimeLimit.DEFAULT),
                new FleetExecutor(threads),
                settings.waves().isNone() ? WaveBounds.NONE : WaveBounds.of(settings.waves(), IMAGES, new BitSet()),
                settings,
                dryRun,
                progress::add);
    }

    private RolloutSummary run(RolloutExecutor executor, RolloutExecutor.Gate gate, IntFunction<Status> status) {
        RolloutSummary summary = executor.run(
                IntStream.range(0, IMAGES).iterator(),
                IMAGES,
                new Numbers(status),
                RolloutExecutorTest::image,
                gate,
                results::add);
        assertThat(results.stream()
                        .map(result -> Integer.parseInt(result.image().display())))
                .as("each image once, in order")
                .isEqualTo(IntStream.range(0, IMAGES).boxed().toList());
        ordinals.forEach((number, ordinal) -> assertThat(ordinal).isEqualTo(number + 1));
        return summary;
    }

    private long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    @Test
    void everyImageHasItsWave() {
        List<Integer> asked = new ArrayList<>();
        RolloutSummary summary = run(
                executor(settings("1,10,50%,100%", "0", 0, Duration.ZERO), false),
                wave -> {
                    asked.add(wave);
                    assertThat(results).hasSize(wave == 1 ? 1 : wave == 2 ? 10 : 100);
                    return Optional.empty();
                },
                number -> Status.CHANGED);

        assertThat(summary.stop()).isEmpty();
        assertThat(asked).as("between two waves").containsExactly(1, 2, 3);
        assertThat(summary.waves())
                .containsExactly(
                        new RolloutSummary.Wave(1, 1, 1, 0, 0),
                        new RolloutSummary.Wave(2, 9, 9, 0, 0),
                        new RolloutSummary.Wave(3, 90, 90, 0, 0),
                        new RolloutSummary.Wave(4, 100, 100, 0, 0));
        assertThat(results.stream().map(result -> result.wave().getAsInt()))
                .isEqualTo(IntStream.range(0, IMAGES)
                        .mapToObj(i -> i < 1 ? 1 : i < 10 ? 2 : i < 100 ? 3 : 4)
                        .toList());
    }

    @Test
    void itTellsWhichWaveBeginsAndHowManyImagesHaveFailedOfThoseThatMay() {
        run(
                executor(settings("100,100%", "3%", 0, Duration.ZERO), false),
                RolloutExecutor.Gate.OPEN,
                number -> number == 3 ? Status.REFUSED : Status.CHANGED);

        assertThat(progress)
                .containsExactly(
                        new RolloutProgress(1, 2, 100, 0, OptionalLong.of(3), 0),
                        new RolloutProgress(1, 2, 100, 1, OptionalLong.of(3), 0),
                        new RolloutProgress(2, 2, 100, 1, OptionalLong.of(6), 0));
    }

    @Test
    void itTellsHowManyImagesAreTriedAgain() {
        run(
                executor(settings("100%", "x", 0, Duration.ofSeconds(20)), false),
                RolloutExecutor.Gate.OPEN,
                number -> number == 3 && attempts.get(number) < 3 || number == 77 && attempts.get(number) < 2
                        ? Status.LOCKED
                        : Status.CHANGED);

        assertThat(progress.stream().map(RolloutProgress::retrying)).containsExactly(0L, 2L, 1L, 0L);
        assertThat(progress)
                .allMatch(each -> each.wave() == 0 && each.mostFailures().isEmpty());
    }

    @Test
    void aDryRunTellsNothing() {
        run(
                executor(settings("100,100%", "0", 0, Duration.ZERO), true),
                RolloutExecutor.Gate.OPEN,
                number -> number == 3 ? Status.REFUSED : Status.WOULD_CHANGE);
        assertThat(progress).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 40, 99, 150, 199})
    void aWaveBeginsOnlyIfNoMoreImagesFailedThanMay(int failing) {
        RolloutSummary summary = run(
                executor(settings("1,10,50%,100%", "0", 0, Duration.ZERO), false),
                RolloutExecutor.Gate.OPEN,
                number -> number == failing ? Status.REFUSED : Status.CHANGED);

        int wave = failing < 1 ? 1 : failing < 10 ? 2 : failing < 100 ? 3 : 4;
        int end = wave == 1 ? 1 : wave == 2 ? 10 : wave == 3 ? 100 : 200;
        assertThat(summary.stop()).get().satisfies(stop -> {
            assertThat(stop.reason()).isEqualTo(Reason.MAX_FAILURES);
            assertThat(stop.wave()).hasValue(wave);
            assertThat(stop.message()).isEqualTo("1 image failed, and max-failures is 0");
        });
        assertThat(results.subList(0, failing)).allMatch(result -> result.status() == Status.CHANGED);
        if (end < IMAGES) {
            assertThat(results.subList(end, IMAGES))
                    .extracting(ImageResult::status)
                    .containsOnly(Status.NOT_RUN);
            assertThat(attempts.keySet()).allMatch(number -> number < end);
        }
        assertThat(attempts.size() + count(Status.NOT_RUN)).isEqualTo(IMAGES);
    }

    @Test
    void aPercentageIsOneOfAllImagesOfTheWavesThatHaveBegun() {
        IntFunction<Status> first = number -> number == 0 || number == 10 ? Status.UNREADABLE : Status.CHANGED;
        assertThat(run(executor(settings("100,100%", "2%", 0, Duration.ZERO), false), RolloutExecutor.Gate.OPEN, first)
                        .stop())
                .isEmpty();
        results.clear();
        ordinals.clear();
        assertThat(run(executor(settings("99,100%", "2%", 0, Duration.ZERO), false), RolloutExecutor.Gate.OPEN, first)
                        .stop())
                .get()
                .extracting(RolloutSummary.Stop::message)
                .isEqualTo("2 images failed, and max-failures is 2% of 99 images");
    }

    @Test
    void skippedImagesDoNotCountForABudgetWithoutWaves() {
        RolloutSummary summary = run(
                executor(settings("100%", "1%", 0, Duration.ZERO), false),
                RolloutExecutor.Gate.OPEN,
                number -> number < 150 ? Status.SKIPPED : number < 151 ? Status.LOCKED : Status.CHANGED);

        assertThat(summary.stop())
                .get()
                .satisfies(stop -> assertThat(stop.wave()).isEmpty());
        assertThat(summary.waves()).isEmpty();
    }

    @Test
    void aBudgetWithoutWavesStops() {
        threads = 1;
        batch = 1;
        RolloutSummary summary = run(
                executor(settings("100%", "2", 0, Duration.ZERO), false),
                RolloutExecutor.Gate.OPEN,
                number -> number % 10 == 9 ? Status.FAILED : Status.CHANGED);

        assertThat(summary.isFailed()).isTrue();
        assertThat(attempts).hasSize(30);
        assertThat(count(Status.NOT_RUN)).isEqualTo(170);
    }

    @Test
    void aDryRunSaysInWhichWaveItWouldStopAndDoesNotStop() {
        RolloutSummary summary = run(
                executor(settings("1,10,50%,100%", "1", 0, Duration.ofMinutes(1)), true),
                wave -> {
                    throw new AssertionError();
                },
                number -> number == 50 || number == 60 || number == 150 ? Status.REFUSED : Status.WOULD_CHANGE);

        assertThat(summary.stop()).get().satisfies(stop -> {
            assertThat(stop.wave()).hasValue(3);
            assertThat(stop.message()).isEqualTo("2 images would fail, and max-failures is 1");
        });
        assertThat(summary.waves()).contains(new RolloutSummary.Wave(4, 100, 99, 1, 0));
        assertThat(count(Status.NOT_RUN)).isZero();
    }

    @Test
    void aRunEndsAfterTheWaveThatIsAskedFor() {
        RolloutSummary summary = run(
                executor(settings("1,10,100%", "0", 2, Duration.ZERO), false),
                wave -> {
                    assertThat(wave).isEqualTo(1);
                    return Optional.empty();
                },
                number -> Status.CHANGED);

        assertThat(summary.stop()).get().extracting(RolloutSummary.Stop::reason).isEqualTo(Reason.UNTIL_WAVE);
        assertThat(summary.isFailed()).isFalse();
        assertThat(attempts).hasSize(10);
        assertThat(summary.waves()).endsWith(new RolloutSummary.Wave(3, 190, 0, 0, 190));
    }

    @Test
    void anObjectionBetweenTwoWavesStops() {
        RolloutSummary summary = run(
                executor(settings("1,10,100%", "0", 0, Duration.ZERO), false),
                wave -> Optional.of("no").filter(no -> wave == 2),
                number -> Status.UNCHANGED);

        assertThat(summary.stop()).contains(new RolloutSummary.Stop(Reason.AFTER_WAVE, OptionalInt.of(2), "no"));
        assertThat(attempts).hasSize(10);
    }

    @Test
    void lockedImagesAreTriedAgainWithinTheirWaveBeforeTheBudgetCountsThem() {
        RolloutSummary summary = run(
                executor(settings("10,100%", "0", 0, Duration.ofSeconds(20)), false),
                wave -> {
                    assertThat(attempts.get(3)).isEqualTo(3);
                    return Optional.empty();
                },
                number -> number == 3 && attempts.get(number) < 3
                        ? Status.LOCKED
                        : number == 77 && attempts.get(number) < 2 ? Status.STALE : Status.CHANGED);

        assertThat(summary.stop()).isEmpty();
        assertThat(count(Status.CHANGED)).isEqualTo(IMAGES);
        assertThat(attempts).containsEntry(3, 3).containsEntry(77, 2).containsEntry(4, 1);
    }

    @Test
    void imagesThatStayLockedCountWhenTheTimeIsUp() {
        long begun = System.nanoTime();
        RolloutSummary summary = run(
                executor(settings("10,100%", "0", 0, Duration.ofMillis(1500)), false),
                RolloutExecutor.Gate.OPEN,
                number -> number == 3 ? Status.LOCKED : Status.CHANGED);

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(10));
        assertThat(attempts).as("after 1 s, and after the rest").containsEntry(3, 3);
        assertThat(summary.stop())
                .get()
                .satisfies(stop -> assertThat(stop.wave()).hasValue(1));
        assertThat(count(Status.CHANGED)).isEqualTo(9);
        assertThat(count(Status.LOCKED)).isEqualTo(1);
    }

    @Test
    void aStopEndsTheWaitingForLockedImages() throws Exception {
        RolloutExecutor executor = executor(settings("10,100%", "0", 0, Duration.ofHours(1)), false);
        Thread stopper = new Thread(() -> {
            while (attempts.size() < 10) {
                Thread.onSpinWait();
            }
            executor.stop();
        });
        stopper.start();
        RolloutSummary summary =
                run(executor, RolloutExecutor.Gate.OPEN, number -> number == 3 ? Status.LOCKED : Status.CHANGED);
        stopper.join();

        assertThat(count(Status.LOCKED)).isEqualTo(1);
        assertThat(count(Status.CHANGED)).isEqualTo(9);
        assertThat(count(Status.NOT_RUN)).isEqualTo(190);
        assertThat(summary.waves()).hasSize(2);
    }

    @Test
    void oneImageAfterTheOtherMeansThatALockedOneIsSettledFirst() {
        threads = 1;
        batch = 1;
        run(executor(settings("100%", "x", 0, Duration.ofSeconds(20)), false), RolloutExecutor.Gate.OPEN, number -> {
            if (number == 4) {
                assertThat(attempts.get(3)).isEqualTo(2);
            }
            return number == 3 && attempts.get(number) < 2 ? Status.LOCKED : Status.CHANGED;
        });

        assertThat(count(Status.CHANGED)).isEqualTo(IMAGES);
    }
}
