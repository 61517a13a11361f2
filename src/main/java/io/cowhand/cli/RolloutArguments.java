package io.cowhand.cli;

import io.cowhand.fleet.RolloutOptions;
import io.cowhand.fleet.Waves;
import io.cowhand.os.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The options of a rollout that only writing needs. */
final class RolloutArguments implements ArgumentGroup {

    private final Argument<Optional<Integer>> untilWave = Argument.option("--until-wave")
            .takes("N", Integer.class)
            .description("End after wave N; applying again goes on with the next one.")
            .optional();

    private final Argument<Optional<String>> afterWave = Argument.option("--after-wave")
            .takes("COMMAND", String.class)
            .description("A command for sh -c to run between two waves; if it fails, no further wave begins. It finds"
                    + " COWHAND_RUN, COWHAND_WAVE and COWHAND_RESULTS, a file with the wave's results as JSON Lines, in its"
                    + " environment.")
            .optional();

    private final Argument<Optional<TimeLimit>> retryLocked = Argument.option("--retry-locked")
            .takes("DURATION", new TimeoutOptions.Converter())
            .description(
                    "Try locked and stale images again, with growing pauses, until none is left or this time is up in"
                            + " the wave, such as 30s, 10m or 1h.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(untilWave, afterWave, retryLocked);
    }

    Optional<String> afterWave() {
        return afterWave.value();
    }

    /**
     * Returns what is wrong if an option needs a wave that does not exist.
     *
     * @param options the options for the run
     * @param ofRecipe the waves of the recipe
     */
    Optional<String> objection(RolloutOptions options, Waves ofRecipe) {
        return afterWave.value().isPresent() && options.waves().orElse(ofRecipe).isNone()
                ? Optional.of("--after-wave: there are no waves; name them in the recipe or with --waves")
                : options.objection(ofRecipe);
    }

    /**
     * Returns the options for the run.
     *
     * @throws IllegalArgumentException if the number of the wave is not positive
     */
    RolloutOptions options(WavesOptions waves) {
        if (untilWave.value().filter(wave -> wave < 1).isPresent()) {
            throw new IllegalArgumentException("--until-wave: waves are numbered from 1");
        }
        return new RolloutOptions(
                waves.waves(),
                waves.maxFailures(),
                untilWave.value().map(OptionalInt::of).orElseGet(OptionalInt::empty),
                retryLocked.value().map(TimeLimit::duration).orElse(Duration.ZERO));
    }
}
