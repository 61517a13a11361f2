package io.cowhand.cli;

import io.cowhand.fleet.JournalOptions;
import io.cowhand.planfile.PlanFile;
import io.cowhand.report.FleetReport;
import io.cowhand.run.FleetEngine;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code cowhand apply}: applies a recipe, or a saved plan. */
final class ApplyCommand implements Command {

    /** What a saved plan has settled. */
    private static final List<String> OF_RECIPES = List.of(
            "--dry-run",
            "--var",
            "--vars-file",
            "--images",
            "--images-from",
            "--root",
            "--allow-empty",
            "--shard",
            "--against");

    private final Terminal terminal;
    private final FleetEngine engine;

    private CommandSpec spec = CommandSpec.create();

    private final RecipeArguments recipe = new RecipeArguments();

    private final JournalArguments journal = new JournalArguments();

    private final StalePlanOptions plan = new StalePlanOptions();

    private final RolloutArguments rollout = new RolloutArguments();

    private final Argument<Boolean> dryRun = Argument.bareFlag("--dry-run", "Write nothing; same as plan.");

    private final Argument<Boolean> noRecover = Argument.flag("--no-recover", "Do not recover interrupted runs first.");

    ApplyCommand(Terminal terminal, FleetEngine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public void describe(CommandSpec command) {
        spec = command;
        command.usageMessage()
                .description("Apply a recipe or a saved plan: write the changes to the images.")
                .footerHeading(Cli.EXAMPLES)
                .footer(
                        "  cowhand apply relocate.yaml --reason 'CHG-1234: new store'",
                        "  cowhand apply --waves 1,10,5%%,100%% --retry-locked 10m relocate.yaml",
                        "  cowhand apply monday.plan --digest sha256:...");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(recipe, journal, plan, rollout, dryRun, noRecover);
    }

    @Override
    public Integer call() {
        boolean isSavedPlan = PlanFile.isMeantBy(recipe.recipe());
        if (isSavedPlan) {
            if (engine != FleetEngine.LOCAL) {
                throw new ParameterException(
                        spec.commandLine(), "a saved plan is applied on one machine; this needs a recipe");
            }
            OF_RECIPES.stream()
                    .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                    .findFirst()
                    .ifPresent(option -> {
                        throw new ParameterException(
                                spec.commandLine(), option + " is for a recipe; a saved plan is applied as it is");
                    });
        } else if (spec.commandLine().getParseResult().hasMatchedOption("--digest")
                || spec.commandLine().getParseResult().hasMatchedOption("--if-stale")) {
            throw new ParameterException(
                    spec.commandLine(), "--digest and --if-stale are for a saved plan; this is a recipe");
        }
        return recipe.report()
                .run(terminal, recipe.inputs(), report -> isSavedPlan ? applySavedPlan(report) : apply(report))
                .code();
    }

    private ExitCode apply(FleetReport report) {
        if (!dryRun.value() && recipe.against().isGiven()) {
            terminal.message("a capture cannot be written to: --against needs --dry-run, or the command plan");
            return ExitCode.USAGE;
        }
        FleetCommand command = new FleetCommand(terminal, engine, recipe, report);
        return dryRun.value()
                ? command.plan(journal.trustsLocalLocks(), journal.state(), rollout, Optional.empty())
                : command.apply(journal.trustsLocalLocks(), rollout, options());
    }

    private ExitCode applySavedPlan(FleetReport report) {
        return new SavedPlanCommand(terminal, recipe, plan, report)
                .apply(journal.trustsLocalLocks(), rollout, options());
    }

    private JournalOptions options() {
        return journal.options(!noRecover.value(), Cli.arguments(spec));
    }
}
