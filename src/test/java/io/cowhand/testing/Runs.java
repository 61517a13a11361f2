package io.cowhand.testing;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.WriteJournal;
import io.cowhand.fleet.ImageResult;
import io.cowhand.image.ImageReference;
import io.cowhand.os.MountPolicy;
import io.cowhand.plan.Planner;
import io.cowhand.run.RecipeJob;
import io.cowhand.step.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Cowhand's way through one image, as plan and apply go it. */
public final class Runs {

    private Runs() {}

    /** What the steps would do to an image. */
    public static ImageResult plan(Path image, List<Step> steps) {
        return new RecipeJob(new Planner(steps), false, MountPolicy.ofMounts(), Optional.empty())
                .run(new ImageReference(image));
    }

    /** Does the steps to an image. */
    public static ImageResult apply(Path image, List<Step> steps) {
        return new RecipeJob(
                        new Planner(steps),
                        false,
                        MountPolicy.ofMounts(),
                        Optional.of(new ImageWriter(WriteJournal.NONE)))
                .run(new ImageReference(image));
    }

    /** Does the steps to an image. */
    public static ImageResult apply(Path image, String... steps) {
        return apply(image, Steps.of(steps));
    }
}
