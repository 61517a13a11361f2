package io.cowhand.run;

import io.cowhand.fleet.Portion;
import io.cowhand.fleet.RolloutOptions;
import io.cowhand.fleet.Waves;
import io.cowhand.recipe.Rollout;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run goes through its fleet: what the recipe says, unless options say otherwise.
 *
 * @param waves the waves
 * @param maxFailures how many images may fail; nothing for any number
 * @param untilWave the number of the wave after which the run ends
 * @param retryLocked how long to try locked and stale images again
 */
public record RolloutSettings(Waves waves, Optional<Portion> maxFailures, OptionalInt untilWave, Duration retryLocked) {

    /**
     * Returns the settings for a recipe.
     *
     * @throws IllegalArgumentException if there is no wave after which the run is to end
     */
    public static RolloutSettings of(Rollout recipe, RolloutOptions options) {
        Waves waves = options.waves().orElse(recipe.waves());
        Optional<Portion> usual = waves.isNone() ? Optional.empty() : Optional.of(new Portion(0, false));
        options.objection(recipe.waves()).ifPresent(wrong -> {
            throw new IllegalArgumentException(wrong);
        });
        return new RolloutSettings(
                waves,
                options.maxFailures().or(recipe::maxFailures).or(() -> usual),
                options.untilWave(),
                options.retryLocked());
    }
}
