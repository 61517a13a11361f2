package io.cowhand.cli;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutProgress;
import io.cowhand.report.Count;
import java.util.ArrayList;
import java.util.List;

/**
 * The progress of a plan or an apply: of planning ahead, if the whole fleet is planned first, and then of the images, wave
 * after wave.
 */
final class FleetProgress {

    private final Progress progress;
    private final String work;
    private final long images;
    private boolean plansAhead;
    private int wave;

    /**
     * Creates the progress of a run that begins now.
     *
     * @param progress shows it; has counted nothing yet
     * @param work the kind of work, such as "planning"
     * @param images the number of images
     */
    FleetProgress(Progress progress, String work, long images) {
        this.progress = progress;
        this.work = work;
        this.images = images;
    }

    /** Returns progress that is not shown. */
    static FleetProgress hidden() {
        return new FleetProgress(new Progress(line -> {}, () -> 0, () -> 0, "", 0), "", 0);
    }

    /** Counts one more image as planned ahead. */
    void planned() {
        if (!plansAhead) {
            plansAhead = true;
            progress.begin("planning", images);
        }
        progress.step();
    }

    /** Shows the wave that is being applied, the failures, and the images that are tried again. */
    void rollout(RolloutProgress now) {
        begin();
        if (now.wave() != wave) {
            wave = now.wave();
            progress.begin(work + " wave " + wave + " of " + now.waves(), now.images());
        }
        List<String> words = new ArrayList<>();
        if (now.mostFailures().isPresent()) {
            words.add(Count.of(now.failures()) + " failed (limit "
                    + Count.of(now.mostFailures().getAsLong()) + ")");
        } else if (now.failures() > 0) {
            words.add(Count.of(now.failures()) + " failed");
        }
        if (now.retrying() > 0) {
            words.add(Count.of(now.retrying()) + " locked, trying again");
        }
        progress.state(String.join(", ", words), now.retrying() > 0);
    }

    /** Counts one more image as done. A skipped image belongs to no wave; a plan tells of no waves, but its results do. */
    void step(ImageResult result) {
        begin();
        if (wave == 0 || result.wave().orElse(0) == wave) {
            progress.step();
        }
    }

    private void begin() {
        if (plansAhead) {
            plansAhead = false;
            progress.begin(work, images);
        }
    }
}
