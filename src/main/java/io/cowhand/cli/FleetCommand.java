package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RunSummary;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.report.FleetReport;
import io.cowhand.result.Heading;
import io.cowhand.run.Fleet;
import io.cowhand.run.RecipeRun;
import io.cowhand.run.StartFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs {@code plan} and {@code apply}, which share all code; a plan ends before the write. */
final class FleetCommand {

    private final Terminal terminal;
    private final RecipeArguments arguments;
    private final FleetReport report;

    FleetCommand(Terminal terminal, RecipeArguments arguments, FleetReport report) {
        this.terminal = terminal;
        this.arguments = arguments;
        this.report = report;
    }

    /**
     * Plans the recipe.
     *
     * @param output where to save the plan
     */
    ExitCode plan(boolean trustsLocalLocks, StateOptions state, Optional<Path> output) {
        InterruptedRuns.report(terminal, state);
        return run(trustsLocalLocks, Optional.empty(), output);
    }

    /** Applies the recipe. */
    ExitCode apply(boolean trustsLocalLocks, JournalOptions journal) {
        return run(trustsLocalLocks, Optional.of(journal), Optional.empty());
    }

    private ExitCode run(boolean trustsLocalLocks, Optional<JournalOptions> journal, Optional<Path> output) {
        FleetOptions options;
        try {
            options = arguments.options(trustsLocalLocks);
        } catch (IllegalArgumentException wrong) {
            terminal.message(String.valueOf(wrong.getMessage()));
            return ExitCode.USAGE;
        }
        RecipeResult read;
        try {
            read = arguments.read();
        } catch (IOException noRoot) {
            terminal.message("--root: " + IoErrors.describe(noRoot));
            return ExitCode.USAGE;
        }
        if (!(read instanceof RecipeResult.Valid valid)) {
            read.problems().forEach(terminal::problem);
            return ExitCode.of(read);
        }
        try (AgainstOption.Source source =
                arguments.against().open(terminal, StartFolders.of(valid.recipe(), options))) {
            if (source.code() != ExitCode.DONE) {
                return source.code();
            }
            ExitCode code = run(source.files(), valid.recipe(), options, journal, output);
            source.explain(terminal, code);
            return code;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private ExitCode run(
            FileTree files,
            Recipe recipe,
            FleetOptions options,
            Optional<JournalOptions> journal,
            Optional<Path> output) {
        Fleet.Search search = Fleet.of(files, recipe, options, StandardInput.of(System.in));
        if (search instanceof Fleet.NotFound notFound) {
            notFound.problems().forEach(terminal::problem);
            return ExitCode.of(notFound);
        }
        return run(((Fleet.Found) search).fleet(), options, journal, output);
    }

    private ExitCode run(Fleet fleet, FleetOptions options, Optional<JournalOptions> journal, Optional<Path> output) {
        boolean dryRun = journal.isEmpty();
        Recipe recipe = fleet.recipe();
        int images = fleet.images().size();
        Progress progress = arguments.report().progress(terminal, dryRun ? "planning" : "applying", images);
        ReportingListener listener = new ReportingListener(
                terminal,
                report,
                () -> report.begin(new Heading(recipe.name(), recipe.steps().size(), images, fleet.part(), dryRun)),
                progress::step);
        Cancellation cancellation = new Cancellation();
        Interruption interruption = new Interruption(cancellation, terminal, !dryRun);
        ExitCode code = ExitCode.BUG;
        try (SavedOutput saved = SavedOutput.begin(output, fleet, listener)) {
            RecipeRun run = new RecipeRun(fleet, options, saved.listener(), cancellation);
            RunSummary summary = dryRun ? run.plan() : run.apply(journal.get());
            terminal.clearStatus();
            listener.end(summary);
            saved.complete(summary).ifPresent(terminal::message);
            code = ExitCode.of(summary, arguments.detailedExitCode());
            return code;
        } catch (UncheckedIOException unwritable) {
            terminal.clearStatus();
            terminal.message("the plan cannot be saved: " + IoErrors.describe(unwritable.getCause()));
            code = ExitCode.IMAGES_FAILED;
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
