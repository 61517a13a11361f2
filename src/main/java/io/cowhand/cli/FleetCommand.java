package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RunSummary;
import io.cowhand.inventory.StandardInput;
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
import java.util.Objects;
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
    ExitCode plan(boolean trustsLocalLocks, StateOptions state, RolloutArguments rollout, Optional<Path> output) {
        InterruptedRuns.report(terminal, state);
        return run(trustsLocalLocks, rollout, Optional.empty(), output);
    }

    /** Applies the recipe. */
    ExitCode apply(boolean trustsLocalLocks, RolloutArguments rollout, JournalOptions journal) {
        return run(trustsLocalLocks, rollout, Optional.of(journal), Optional.empty());
    }

    private ExitCode run(
            boolean trustsLocalLocks,
            RolloutArguments rollout,
            Optional<JournalOptions> journal,
            Optional<Path> output) {
        FleetOptions options;
        try {
            options = arguments.options(trustsLocalLocks, rollout);
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
        Optional<String> objection =
                rollout.objection(options.rollout(), valid.recipe().rollout().waves());
        if (objection.isPresent()) {
            terminal.message(objection.get());
            return ExitCode.USAGE;
        }
        try (AgainstOption.Source source =
                arguments.against().open(terminal, StartFolders.of(valid.recipe(), options))) {
            if (source.code() != ExitCode.DONE) {
                return source.code();
            }
            return run(source, valid.recipe(), new Request(options, rollout.afterWave(), journal, output));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * What the user asks for.
     *
     * @param afterWave the command between two waves
     * @param journal the options for writing; empty for a dry run
     * @param output where to save the plan
     */
    private record Request(
            FleetOptions options, Optional<String> afterWave, Optional<JournalOptions> journal, Optional<Path> output) {
        boolean dryRun() {
            return journal.isEmpty();
        }
    }

    private ExitCode run(AgainstOption.Source source, Recipe recipe, Request request) {
        Fleet.Search search = Fleet.of(source.files(), recipe, request.options(), StandardInput.of(System.in));
        if (search instanceof Fleet.NotFound notFound) {
            notFound.problems().forEach(terminal::problem);
            source.explain(terminal, ExitCode.of(notFound));
            return ExitCode.of(notFound);
        }
        return run(((Fleet.Found) search).fleet(), request);
    }

    private ExitCode run(Fleet fleet, Request request) {
        boolean dryRun = request.dryRun();
        Recipe recipe = fleet.recipe();
        int images = fleet.images().size();
        FleetProgress progress = arguments.report().fleetProgress(terminal, dryRun ? "planning" : "applying", images);
        Cancellation cancellation = new Cancellation();
        return Interruption.handle(cancellation, terminal, !dryRun, () -> {
            try (ReportingListener listener = new ReportingListener(
                            terminal,
                            report,
                            () -> report.begin(
                                    new Heading(recipe.name(), recipe.steps().size(), images, fleet.part(), dryRun)),
                            progress,
                            request.afterWave().map(command -> new AfterWaveCommand(terminal, command, cancellation)));
                    SavedOutput saved = SavedOutput.begin(
                            request.output(), fleet, request.options().rollout(), listener)) {
                RecipeRun run = new RecipeRun(fleet, request.options(), saved.listener(), cancellation);
                RunSummary summary =
                        dryRun ? run.plan() : run.apply(request.journal().get());
                listener.end(summary);
                saved.complete(summary).ifPresent(terminal::message);
                return ExitCode.of(summary, arguments.detailedExitCode());
            } catch (UncheckedIOException unwritable) {
                terminal.clearStatus();
                terminal.message("the plan cannot be saved: "
                        + IoErrors.describe(Objects.requireNonNull(unwritable.getCause())));
                return ExitCode.IMAGES_FAILED;
            }
        });
    }
}
