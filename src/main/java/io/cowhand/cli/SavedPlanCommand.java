package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RunSummary;
import io.cowhand.os.IoErrors;
import io.cowhand.planfile.PlanFile;
import io.cowhand.planfile.PlanFormatException;
import io.cowhand.planfile.PlanHead;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.recipe.SecretVariables;
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

    SavedPlanCommand(Terminal terminal, RecipeArguments arguments, StalePlanOptions choices) {
        this.terminal = terminal;
        this.arguments = arguments;
        this.choices = choices;
    }

    ExitCode apply(boolean trustsLocalLocks, JournalOptions journal) {
        Path file = arguments.recipe();
        FleetOptions options;
        try {
            options = arguments.options(trustsLocalLocks);
        } catch (IllegalArgumentException wrong) {
            terminal.message(String.valueOf(wrong.getMessage()));
            return ExitCode.USAGE;
        }
        try (PlanFile plan = PlanFile.open(file)) {
            Optional<String> other = otherDigest(plan);
            if (other.isPresent()) {
                terminal.message(
                        file + ": the plan's digest is " + other.get() + ", not the one of --digest; nothing was done");
                return ExitCode.INVALID_RECIPE;
            }
            if (!choices.replans()) {
                return apply(plan, options, Optional.empty(), journal);
            }
            return replanning(plan, options, journal);
        } catch (PlanFormatException malformed) {
            terminal.message(file + ": this plan cannot be applied: " + malformed.getMessage());
            return ExitCode.INVALID_RECIPE;
        } catch (IOException unreadable) {
            terminal.message(file + " cannot be read: " + IoErrors.describe(unreadable));
            return ExitCode.UNREADABLE_RECIPE;
        }
    }

    /** Returns the plan's digest if it is not the one that was reviewed. */
    private Optional<String> otherDigest(PlanFile plan) throws IOException {
        if (choices.digest().isEmpty()) {
            return Optional.empty();
        }
        String reviewed = choices.digest().get();
        String said = plan.summary().digest().orElse("none");
        // Somebody who changed the images could have left what is said as it was.
        String computed = said.equals(reviewed) ? PlanRun.digest(plan) : said;
        return computed.equals(reviewed) ? Optional.empty() : Optional.of(computed);
    }

    private ExitCode replanning(PlanFile plan, FleetOptions options, JournalOptions journal) {
        Optional<String> secret = plan.head().recipe().vars().keySet().stream()
                .filter(SecretVariables::isSecret)
                .findFirst();
        if (secret.isPresent()) {
            terminal.message("--if-stale replan: the plan does not hold the value of " + secret.get()
                    + ", which is a secret; make a new plan");
            return ExitCode.USAGE;
        }
        RecipeResult recipe =
                RecordedRecipes.read(arguments.catalog(), plan.head().recipe());
        if (!(recipe instanceof RecipeResult.Valid valid)) {
            recipe.problems().forEach(terminal::problem);
            return ExitCode.of(recipe);
        }
        return apply(plan, options, Optional.of(valid.recipe()), journal);
    }

    private ExitCode apply(PlanFile plan, FleetOptions options, Optional<Recipe> replan, JournalOptions journal) {
        FleetReport report = arguments.report().report(terminal);
        PlanHead head = plan.head();
        Heading heading = new Heading(head.recipe().name(), head.recipe().steps(), head.images(), plan.part(), false);
        Progress progress = arguments.report().progress(terminal, "applying", head.images());
        ReportingListener listener =
                new ReportingListener(terminal, report, () -> report.begin(heading), progress::step);
        Cancellation cancellation = new Cancellation();
        Interruption interruption = new Interruption(cancellation, terminal, true);
        ExitCode code = ExitCode.BUG;
        try {
            RunSummary summary = new PlanRun(plan, options, replan, listener, cancellation).apply(journal);
            terminal.clearStatus();
            listener.end(summary);
            code = ExitCode.of(summary, arguments.detailedExitCode());
            return code;
        } catch (IOException unusable) {
            terminal.message(String.valueOf(unusable.getMessage()));
            code = ExitCode.STATE_UNUSABLE;
            return code;
        } finally {
            interruption.close(code);
        }
    }
}
