package io.cowhand.cli;

import io.cowhand.fleet.FleetOptions;
import io.cowhand.image.RootDirectory;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that {@code plan} and {@code apply} have in common. */
final class RecipeArguments {

    @Parameters(paramLabel = "RECIPE", description = "The recipe; for apply, also a saved plan.")
    private Path recipe = Path.of("");

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private VariableArguments variables = new VariableArguments();

    @Mixin
    private TimeoutOptions timeout = new TimeoutOptions();

    @Mixin
    private ImagesOptions images = new ImagesOptions();

    @Mixin
    private LimitOptions limit = new LimitOptions();

    @Mixin
    private WavesOptions waves = new WavesOptions();

    @Mixin
    private AgainstOption against = new AgainstOption();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "The number of images to process in parallel; apply uses 1 if the recipe says" + " on-error: stop.")
    private Optional<Integer> jobs = Optional.empty();

    @Option(names = "--allow-empty", description = "Accept globs and lists that name no image.")
    private boolean allowEmpty;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description =
                    "The directory below which images, bases, the recipe's inventories, included files and files of"
                            + " arguments must lie, with all links resolved.")
    private Optional<Path> root = Optional.empty();

    @Option(names = "--detailed-exitcode", description = "Exit with 2 if there are changes.")
    private boolean detailedExitCode;

    Path recipe() {
        return recipe;
    }

    /** Returns the files that are read, as far as the command line names them. */
    List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(List.of(recipe));
        variables.options().file().ifPresent(inputs::add);
        inputs.addAll(images.files());
        return inputs;
    }

    OperationCatalog catalog() {
        return plugins.catalog();
    }

    ReportOptions report() {
        return report;
    }

    AgainstOption against() {
        return against;
    }

    boolean detailedExitCode() {
        return detailedExitCode;
    }

    /**
     * Reads the recipe.
     *
     * @throws IOException if there is no directory {@code --root}
     */
    RecipeResult read() throws IOException {
        RootDirectory below = root.isPresent() ? RootDirectory.of(root.get()) : RootDirectory.ANY;
        return new RecipeReader(plugins.catalog(), below).read(recipe, variables.options());
    }

    /**
     * Returns the options for the fleet.
     *
     * @param rollout the options that only an apply has
     * @throws IllegalArgumentException if the number of jobs or of a wave is out of range, or standard input is named twice
     */
    FleetOptions options(boolean trustsLocalLocks, RolloutArguments rollout) {
        if (jobs.filter(given -> given < 1 || given > FleetOptions.MOST_JOBS).isPresent()) {
            throw new IllegalArgumentException("--jobs must be 1 to " + FleetOptions.MOST_JOBS);
        }
        return new FleetOptions(
                limit.globs(),
                allowEmpty,
                jobs.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                timeout.limit().duration(),
                trustsLocalLocks,
                images.globs(),
                images.lists(),
                images.shard(),
                rollout.options(waves));
    }
}
