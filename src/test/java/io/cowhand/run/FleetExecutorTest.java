package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.image.ImageReference;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetExecutorTest {

    private static List<ImageReference> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ImageReference(Path.of("vm-" + i)))
                .toList();
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            throw new AssertionError("a job is interrupted, which would close its channel", interrupted);
        }
    }

    /** A job that answers with the image. */
    private static class Reading implements FleetJob<ImageReference, ImageReference, ImageReference> {

        final List<Integer> completed = Collections.synchronizedList(new ArrayList<>());
        long weight;

        @Override
        public ImageReference prepare(ImageReference image) {
            return image;
        }

        @Override
        public ImageReference unanswered(ImageReference image, Problem why) {
            throw new AssertionError(image + " is given up: " + why);
        }

        @Override
        public long weight(ImageReference prepared) {
            return weight;
        }

        @Override
        public List<ImageReference> complete(List<ImageReference> prepared, long ordinal) {
            completed.add(prepared.size());
            return prepared;
        }
    }

    @Test
    void resultsComeInTheImagesOrderHoweverLongEachTakes() {
        Random random = new Random(7);
        long[] delays = random.longs(200, 0, 4).toArray();
        List<ImageReference> images = images(delays.length);
        List<ImageReference> results = new ArrayList<>();

        new FleetExecutor(8)
                .run(
                        images.iterator(),
                        image -> {
                            sleep(delays[images.indexOf(image)]);
                            return image;
                        },
                        results::add);

        assertThat(results).isEqualTo(images);
    }

    @Test
    void onlySoManyImagesAreInFlightWhileAnEarlyOneIsSlow() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger reported = new AtomicInteger();
        AtomicInteger mostAhead = new AtomicInteger();

        new FleetExecutor(2)
                .run(
                        images(300).iterator(),
                        image -> {
                            int ahead = begun.incrementAndGet() - reported.get();
                            mostAhead.accumulateAndGet(ahead, Math::max);
                            sleep(image.display().equals("vm-0") ? 200 : 0);
                            return image;
                        },
                        image -> reported.incrementAndGet());

        assertThat(begun).hasValue(300);
        assertThat(mostAhead.get()).isBetween(2, 20);
    }

    @Test
    void aRunThatIsInterruptedEndsWhenNoImageIsInProgress() throws Exception {
        AtomicInteger inProgress = new AtomicInteger();
        AtomicInteger inProgressAtTheEnd = new AtomicInteger(-1);
        AtomicBoolean isInterrupted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            try {
                new FleetExecutor(4)
                        .run(
                                images(100).iterator(),
                                image -> {
                                    inProgress.incrementAndGet();
                                    sleep(300);
                                    inProgress.decrementAndGet();
                                    return image;
                                },
                                image -> {});
            } catch (IllegalStateException interrupted) {
                inProgressAtTheEnd.set(inProgress.get());
                isInterrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        while (inProgress.get() < 4) {
            sleep(1);
        }
        for (int i = 0; i < 20; i++) {
            caller.interrupt();
            sleep(5);
        }
        caller.join();

        assertThat(inProgressAtTheEnd).hasValue(0);
        assertThat(isInterrupted).isTrue();
    }

    @Test
    void withOneThreadNoImageBeginsAfterTheOneThatStopsTheRun() {
        AtomicInteger begun = new AtomicInteger();
        FleetExecutor run = new FleetExecutor(1);

        Iterator<ImageReference> images = images(10).iterator();
        run.run(images, image -> begun.incrementAndGet(), number -> {
            if (number == 3) {
                run.stop();
            }
        });

        assertThat(begun).hasValue(3);
        assertThat(images).toIterable().isEqualTo(images(10).subList(3, 10));
    }

    @Test
    void whenAReportBreaksWhatHasBegunIsFinishedFirst() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger finished = new AtomicInteger();

        assertThatThrownBy(() -> new FleetExecutor(4)
                        .run(
                                images(100).iterator(),
                                image -> {
                                    begun.incrementAndGet();
                                    sleep(20);
                                    return finished.incrementAndGet();
                                },
                                result -> {
                                    throw new IllegalStateException("broken report");
                                }))
                .hasMessage("broken report");

        assertThat(finished.get()).isEqualTo(begun.get()).isLessThan(100);
    }

    @Test
    void batchesComeBackInTheImagesOrderTheLastShortOneToo() {
        List<ImageReference> images = images(103);
        List<ImageReference> results = new ArrayList<>();
        Reading job = new Reading();

        List<ImageReference> notBegun =
                new FleetExecutor(5, 10, TimeLimit.DEFAULT).run(images.iterator(), job, results::add);

        assertThat(results).isEqualTo(images);
        assertThat(notBegun).isEmpty();
        assertThat(job.completed)
                .hasSize(11)
                .contains(3)
                .filteredOn(size -> size == 10)
                .hasSize(10);
    }

    @Test
    void aBatchIsCompletedInPartsWhereItIsHeavy() {
        Reading job = new Reading();
        job.weight = 100_000;

        new FleetExecutor(1, 10, TimeLimit.DEFAULT).run(images(10).iterator(), job, image -> {});

        assertThat(job.completed).containsExactly(3, 3, 3, 1);
    }

    @Test
    void aStopLeavesEveryImageEitherDoneOrNot() {
        List<ImageReference> images = images(1_000);
        Iterator<ImageReference> left = images.iterator();
        List<ImageReference> results = new ArrayList<>();
        FleetExecutor run = new FleetExecutor(2, 10, TimeLimit.DEFAULT);

        List<ImageReference> notBegun = run.run(
                left,
                image -> {
                    sleep(1);
                    return image;
                },
                image -> {
                    results.add(image);
                    run.stop();
                });

        assertThat(notBegun).isNotEmpty();
        results.addAll(notBegun);
        left.forEachRemaining(results::add);
        assertThat(results).isEqualTo(images);
    }

    /** In one of six rounds, an image is not begun although a later one is. */
    @Test
    void afterAStopResultsAndImagesThatAreNotBegunComeInTheImagesOrder() {
        List<ImageReference> images = images(64);
        for (int round = 0; round < 500; round++) {
            FleetExecutor executor = new FleetExecutor(8, 1, TimeLimit.DEFAULT);
            List<ImageReference> all = new ArrayList<>();
            executor.run(
                    images.iterator(),
                    new Reading() {
                        @Override
                        public ImageReference prepare(ImageReference image) {
                            // As a stop from another thread does.
                            if (image == images.get(9)) {
                                executor.stop();
                            }
                            return image;
                        }
                    },
                    all::add,
                    all::add);
            assertThat(all).isEqualTo(images.subList(0, all.size()));
        }
    }
}
