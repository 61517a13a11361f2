package io.cowhand.recipe;

import io.cowhand.fleet.Portion;
import io.cowhand.fleet.Waves;
import java.util.Optional;

/**
 * The precautions with which a recipe is applied to a fleet.
 *
 * @param expectation what a plan must yield before anything is written
 * @param waves the waves in which images are written
 * @param maxFailures how many images may fail before no further image is begun; nothing for no limit
 */
public record Rollout(Expectation expectation, Waves waves, Optional<Portion> maxFailures) {

    /** No precautions. */
    public static final Rollout NONE = new Rollout(Expectation.NONE, Waves.NONE, Optional.empty());
}
