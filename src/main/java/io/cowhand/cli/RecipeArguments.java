package io.cowhand.cli;

import io.cowhand.fleet.FleetOptions;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.recipe.RecipeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The arguments that {@code plan} and {@code apply} have in common. */
final class RecipeArguments implements ArgumentGroup {

    private final Argument<Path> recipe = Argument.parameter()
            .takes("RECIPE", Path.class)
            .description("The recipe; for apply, also a saved plan.")
            .required();

    private final ReportOptions report = new ReportOptions();

    private final PluginOptions plugins = new PluginOptions();

    private final VariableArguments variables = new VariableArguments();

    private final TimeoutOptions timeout = new TimeoutOptions();

    private final ImagesOptions images = new ImagesOptions();

    private final LimitOptions limit = new LimitOptions();

    private final WavesOptions waves = new WavesOptions();

    private final AgainstOption against = new AgainstOption();

    private final RootOption root = new RootOption();

    private final Argument<Optional<Integer>> jobs = Argument.option("--jobs")
            .takes("N", Integer.class)
            .description("The number of images to process in parallel; apply uses 1 if the recipe says on-error: stop.")
            .optional();

    private final Argument<Boolean> allowEmpty =
            Argument.flag("--allow-empty", "Accept globs and lists that name no image.");

    private final Argument<Boolean> detailedExitCode =
            Argument.flag("--detailed-exitcode", "Exit with 2 if there are changes.");

    @Override
    public List<Arguments> arguments() {
        return List.of(
                recipe,
                report,
                plugins,
                variables,
                timeout,
                images,
                limit,
                waves,
                against,
                jobs,
                allowEmpty,
                root,
                detailedExitCode);
    }

    RootOption root() {
        return root;
    }

    Path recipe() {
        return recipe.value();
    }

    /** Returns the files that are read, as far as the command line names them. */
    List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(List.of(recipe.value()));
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
        return detailedExitCode.value();
    }

    /**
     * Reads the recipe.
     *
     * @throws IOException if there is no directory {@code --root}
     */
    RecipeResult read() throws IOException {
        return plugins.reader().below(root.directory()).read(recipe.value(), variables.options());
    }

    /**
     * Returns the options for the fleet.
     *
     * @param rollout the options that only an apply has
     * @throws IllegalArgumentException if the number of jobs or of a wave is out of range, or standard input is named twice
     */
    FleetOptions options(boolean trustsLocalLocks, RolloutArguments rollout) {
        if (jobs.value()
                .filter(given -> given < 1 || given > FleetOptions.MOST_JOBS)
                .isPresent()) {
            throw new IllegalArgumentException("--jobs must be 1 to " + FleetOptions.MOST_JOBS);
        }
        return new FleetOptions(
                limit.globs(),
                allowEmpty.value(),
                jobs.value().map(OptionalInt::of).orElseGet(OptionalInt::empty),
                timeout.limit().duration(),
                trustsLocalLocks,
                images.globs(),
                images.lists(),
                images.shard(),
                rollout.options(waves));
    }
}
