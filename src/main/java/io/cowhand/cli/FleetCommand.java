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
import io.cowhand.run.FleetEngine;
import io.cowhand.run.StartFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Runs {@code plan} and {@code apply}, which share all code; a plan ends before the write. */
final class FleetCommand {

    private final Terminal terminal;
    private final FleetEngine engine;
    private final RecipeArguments arguments;
    private final FleetReport report;

    FleetCommand(Terminal terminal, FleetEngine engine, RecipeArguments arguments, FleetReport report) {
        this.terminal = terminal;
        this.engine = engine;
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
            terminal.message(arguments.root().complaint(noRoot));
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
        FleetEngine.Search search;
        try {
            search = engine.search(source.files(), recipe, request.options(), StandardInput.of(System.in));
        } catch (IllegalArgumentException cannot) {
            terminal.message(String.valueOf(cannot.getMessage()));
            return ExitCode.USAGE;
        }
        if (search instanceof Fleet.NotFound notFound) {
            notFound.problems().forEach(terminal::problem);
            source.explain(terminal, ExitCode.of(notFound));
            return ExitCode.of(notFound);
        }
        FleetEngine.Work work = ((FleetEngine.Found) search).work();
        if (request.output().isPresent() && work.fleet().isEmpty()) {
            terminal.message("-o: a plan can be saved only if the images are listed on this machine");
            return ExitCode.USAGE;
        }
        return run(work, recipe, request);
    }

    private ExitCode run(FleetEngine.Work work, Recipe recipe, Request request) {
        boolean dryRun = request.dryRun();
        long images = work.images();
        FleetProgress progress = arguments.report().fleetProgress(terminal, dryRun ? "planning" : "applying", images);
        Cancellation cancellation = new Cancellation();
        return Interruption.handle(cancellation, terminal, !dryRun, () -> {
            try (ReportingListener listener = new ReportingListener(
                            terminal,
                            report,
                            () -> report.begin(
                                    new Heading(recipe.name(), recipe.steps().size(), images, work.part(), dryRun)),
                            progress,
                            request.afterWave().map(command -> new AfterWaveCommand(terminal, command, cancellation)));
                    SavedOutput saved = SavedOutput.begin(
                            request.output(), work.fleet(), request.options().rollout(), listener)) {
                RunSummary summary = dryRun
                        ? work.plan(saved.listener(), cancellation)
                        : work.apply(request.journal().get(), saved.listener(), cancellation);
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
