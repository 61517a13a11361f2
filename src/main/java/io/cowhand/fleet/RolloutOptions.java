package io.cowhand.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run goes through its images, in place of what the recipe says.
 *
 * @param waves the waves; by default those of the recipe
 * @param maxFailures how many images may fail before no further image is begun: a number, or a percentage of the images
 *     of all waves that have begun; by default that of the recipe
 * @param untilWave the number of the wave, from 1, after which the run ends; by default the last one
 * @param retryLocked how long to try images again that are locked or stale, in each wave; zero to not try again
 */
public record RolloutOptions(
        Optional<Waves> waves, Optional<Portion> maxFailures, OptionalInt untilWave, Duration retryLocked) {

    /** The default options: as the recipe says, until the end, and each image once. */
    public static final RolloutOptions USUAL =
            new RolloutOptions(Optional.empty(), Optional.empty(), OptionalInt.empty(), Duration.ZERO);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the duration is negative, or the number of the wave is not positive
     */
    public RolloutOptions {
        if (retryLocked.isNegative()) {
            throw new IllegalArgumentException("the time for locked images is negative");
        }
        if (untilWave.isPresent() && untilWave.getAsInt() < 1) {
            throw new IllegalArgumentException("waves are numbered from 1");
        }
    }

    /**
     * Returns what is wrong if there is no wave after which the run is to end.
     *
     * @param ofRecipe the waves of the recipe
     */
    public Optional<String> objection(Waves ofRecipe) {
        int number = waves.orElse(ofRecipe).ends().size();
        return untilWave.isEmpty() || untilWave.getAsInt() <= number
                ? Optional.empty()
                : Optional.of("--until-wave " + untilWave.getAsInt() + ": there "
                        + (number == 0
                                ? "are no waves; name them in the recipe or with --waves"
                                : number == 1 ? "is only 1 wave" : "are only " + number + " waves"));
    }
}
