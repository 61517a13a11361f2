package io.cowhand.cli;

import io.cowhand.fleet.RolloutOptions;
import io.cowhand.fleet.Waves;
import io.cowhand.os.TimeLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options of a rollout that only writing needs. */
final class RolloutArguments {

    @Option(
            names = "--until-wave",
            paramLabel = "N",
            description = "End after wave N; applying again goes on with the next one.")
    private Optional<Integer> untilWave = Optional.empty();

    @Option(
            names = "--after-wave",
            paramLabel = "COMMAND",
            description = "A command for sh -c to run between two waves; if it fails, no further wave begins. It finds"
                    + " COWHAND_RUN, COWHAND_WAVE and COWHAND_RESULTS, a file with the wave's results as JSON Lines, in its"
                    + " environment.")
    private Optional<String> afterWave = Optional.empty();

    @Option(
            names = "--retry-locked",
            paramLabel = "DURATION",
            converter = TimeoutOptions.Converter.class,
            description =
                    "Try locked and stale images again, with growing pauses, until none is left or this time is up in"
                            + " the wave, such as 30s, 10m or 1h.")
    private Optional<TimeLimit> retryLocked = Optional.empty();

    Optional<String> afterWave() {
        return afterWave;
    }

    /**
     * Returns what is wrong if an option needs a wave that does not exist.
     *
     * @param options the options for the run
     * @param ofRecipe the waves of the recipe
     */
    Optional<String> objection(RolloutOptions options, Waves ofRecipe) {
        return afterWave.isPresent() && options.waves().orElse(ofRecipe).isNone()
                ? Optional.of("--after-wave: there are no waves; name them in the recipe or with --waves")
                : options.objection(ofRecipe);
    }

    /**
     * Returns the options for the run.
     *
     * @throws IllegalArgumentException if the number of the wave is not positive
     */
    RolloutOptions options(WavesOptions waves) {
        if (untilWave.filter(wave -> wave < 1).isPresent()) {
            throw new IllegalArgumentException("--until-wave: waves are numbered from 1");
        }
        return new RolloutOptions(
                waves.waves(),
                waves.maxFailures(),
                untilWave.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                retryLocked.map(TimeLimit::duration).orElse(Duration.ZERO));
    }
}
