package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RunSummary;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.os.IoErrors;
import io.cowhand.planfile.PlanFile;
import io.cowhand.planfile.PlanHead;
import io.cowhand.recipe.Recipe;
import io.cowhand.report.FleetReport;
import io.cowhand.result.Heading;
import io.cowhand.run.PlanRun;
import io.cowhand.run.RecordedRecipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs {@code apply} for a saved plan. */
final class SavedPlanCommand {

    private final Terminal terminal;
    private final RecipeArguments arguments;
    private final StalePlanOptions choices;
    private final FleetReport report;

    SavedPlanCommand(Terminal terminal, RecipeArguments arguments, StalePlanOptions choices, FleetReport report) {
        this.terminal = terminal;
        this.arguments = arguments;
        this.choices = choices;
        this.report = report;
    }

    ExitCode apply(boolean trustsLocalLocks, RolloutArguments rollout, JournalOptions journal) {
        Path file = arguments.recipe();
        FleetOptions options;
        try {
            options = arguments.options(trustsLocalLocks, rollout);
        } catch (IllegalArgumentException wrong) {
            terminal.message(String.valueOf(wrong.getMessage()));
            return ExitCode.USAGE;
        }
        try (PlanFile plan = PlanFile.open(file)) {
            Optional<String> objection =
                    rollout.objection(options.rollout(), plan.head().waves());
            if (objection.isPresent()) {
                terminal.message(objection.get());
                return ExitCode.USAGE;
            }
            return apply(plan, options, rollout.afterWave(), journal);
        } catch (MalformedJsonException malformed) {
            terminal.message(file + ": this plan cannot be applied: " + malformed.getMessage());
            return ExitCode.INVALID_RECIPE;
        } catch (IOException unreadable) {
            terminal.message(file + " cannot be read: " + IoErrors.describe(unreadable));
            return ExitCode.UNREADABLE_RECIPE;
        }
    }

    private ExitCode apply(PlanFile plan, FleetOptions options, Optional<String> afterWave, JournalOptions journal)
            throws IOException {
        Optional<Recipe> replan;
        try {
            PlanRun.requireDigest(plan, choices.digest());
            PlanRun.requireMatch(plan, options);
            replan = choices.replans()
                    ? Optional.of(RecordedRecipes.require(
                            arguments.catalog(), plan.head().recipe()))
                    : Optional.empty();
        } catch (IllegalArgumentException unsuitable) {
            terminal.message(arguments.recipe() + ": " + unsuitable.getMessage());
            return ExitCode.INVALID_RECIPE;
        }
        PlanHead head = plan.head();
        Heading heading = new Heading(head.recipe().name(), head.recipe().steps(), head.images(), plan.part(), false);
        FleetProgress progress = arguments.report().fleetProgress(terminal, "applying", head.images());
        Cancellation cancellation = new Cancellation();
        return Interruption.handle(cancellation, terminal, true, () -> {
            try (ReportingListener listener = new ReportingListener(
                    terminal,
                    report,
                    () -> report.begin(heading),
                    progress,
                    afterWave.map(command -> new AfterWaveCommand(terminal, command, cancellation)))) {
                RunSummary summary = new PlanRun(plan, options, replan, listener, cancellation).apply(journal);
                listener.end(summary);
                return ExitCode.of(summary, arguments.detailedExitCode());
            }
        });
    }
}
