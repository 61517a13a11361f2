package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutProgress;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The progress of a rollout; each image takes a second. */
class FleetProgressTest {

    private static final int IMAGES = 200;

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private int columns = 200;
    private final FleetProgress progress = new FleetProgress(
            new Progress(lines::add, () -> columns, clock::get, "applying", IMAGES), "applying", IMAGES);

    private static RolloutProgress wave(int wave, long images, long failures, long retrying) {
        return new RolloutProgress(wave, 4, images, failures, OptionalLong.of(3), retrying);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private String step(Status status, int wave) {
        pass(Duration.ofSeconds(1));
        ImageResult result = ImageResult.of(new ImageReference(Path.of("a")), status, List.of());
        progress.step(wave == 0 ? result : result.inWave(wave));
        return lines.get(lines.size() - 1);
    }

    @Test
    void planningAheadHasAProgressOfItsOwn() {
        pass(Duration.ofSeconds(2));
        progress.planned();
        assertThat(lines.get(0)).startsWith("planning [                    ] 0%, 1 of 200 images");
        step(Status.CHANGED, 0);
        assertThat(step(Status.CHANGED, 0))
                .isEqualTo("applying [                    ] 1%, 2 of 200 images, 2.00 a second");
    }

    @Test
    void aWaveIsNamedWithItsImagesAndTheFailuresOfAllWaves() {
        progress.rollout(wave(1, 10, 0, 0));
        assertThat(step(Status.CHANGED, 1))
                .isEqualTo(
                        "applying wave 1 of 4 [==                  ] 10%, 1 of 10 images, 0 failed (limit 3), 1.00 a second");
        progress.rollout(wave(2, 20, 1, 0));
        assertThat(step(Status.CHANGED, 2))
                .isEqualTo("applying wave 2 of 4 [=                   ] 5%, 1 of 20 images, 1 failed (limit 3),"
                        + " 1.00 a second");
    }

    @Test
    void aPlanCountsTheImagesOfAllWaves() {
        step(Status.WOULD_CHANGE, 1);
        assertThat(step(Status.WOULD_CHANGE, 2)).contains(" 2 of 200 images");
    }

    @Test
    void skippedImagesBelongToNoWave() {
        progress.rollout(wave(1, 10, 0, 0));
        step(Status.CHANGED, 1);
        step(Status.SKIPPED, 0);
        assertThat(step(Status.CHANGED, 1)).contains(" 2 of 10 images");
    }

    @Test
    void imagesThatDoNotBeginAnyMoreAreNotDone() {
        progress.rollout(wave(1, 10, 4, 0));
        assertThat(step(Status.CHANGED, 1)).contains(" 1 of 10 images, 4 failed (limit 3)");
        assertThat(step(Status.NOT_RUN, 2)).contains(" 1 of 10 images");
    }

    @Test
    void whileLockedImagesAreTriedAgainThereIsNoRate() {
        progress.rollout(wave(1, 10, 0, 0));
        pass(Duration.ofSeconds(8));
        step(Status.CHANGED, 1);
        pass(Duration.ofSeconds(1));
        progress.rollout(wave(1, 10, 0, 2));
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("applying wave 1 of 4 [==                  ] 10%, 1 of 10 images, 0 failed (limit 3),"
                        + " 2 locked, trying again");
        pass(Duration.ofSeconds(1));
        progress.rollout(wave(1, 10, 0, 0));
        assertThat(lines.get(lines.size() - 1)).endsWith(" (limit 3), 0.09 a second, 0:01:39 left");
    }

    @Test
    void withoutWavesAndLimitsOnlyFailuresAreShown() {
        progress.rollout(new RolloutProgress(0, 0, IMAGES, 0, OptionalLong.empty(), 0));
        assertThat(step(Status.CHANGED, 0)).contains(" 1 of 200 images, 1.00 a second");
        progress.rollout(new RolloutProgress(0, 0, IMAGES, 1, OptionalLong.empty(), 0));
        assertThat(step(Status.CHANGED, 0)).contains(" 2 of 200 images, 1 failed, 1.00 a second");
    }

    @Test
    void aNarrowTerminalStillNamesTheWaveAndTheFailures() {
        columns = 80;
        progress.rollout(wave(1, 10, 0, 0));
        assertThat(step(Status.CHANGED, 1))
                .isEqualTo("applying wave 1 of 4 10%, 1 of 10 images, 0 failed (limit 3), 1.00 a second");
        columns = 50;
        assertThat(step(Status.CHANGED, 1)).isEqualTo("applying wave 1 of 4 20%, 0 failed (limit 3)");
        columns = 30;
        assertThat(step(Status.CHANGED, 1)).isEqualTo("applying wave 1 of 4 30%");
        columns = 20;
        assertThat(step(Status.CHANGED, 1)).isEqualTo("40%");
    }
}
