package io.cowhand;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RollbackOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.run.Fleet;
import io.cowhand.run.InspectRun;
import io.cowhand.run.Inspection;
import io.cowhand.run.RecipeRun;
import io.cowhand.run.RecoveryRun;
import io.cowhand.run.RollbackRun;
import io.cowhand.run.RunEntry;
import io.cowhand.run.RunHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The entry for Java programs: loads recipes, plans and applies them, inspects images, and recovers and rolls back runs,
 * as the command line does.
 *
 * <pre>{@code
 * Cowhand cowhand = new Cowhand(Path.of("state"));
 * Cowhand.LoadedRecipe recipe = cowhand.load(Path.of("recipe.yaml"));
 * recipe.problems().forEach(System.err::println);
 * RunSummary plan = recipe.plan(FleetOptions.USUAL, result -> System.out.println(result.image().display()));
 * if (!plan.has(Status.Weight.FAILURE)) {
 *     RunSummary done = recipe.apply(FleetOptions.USUAL, Optional.of("CHG-1234"), result -> {});
 *     cowhand.rollback(done.run().orElseThrow(), RollbackOptions.USUAL, Optional.empty(), result -> {});
 * }
 * }</pre>
 *
 * <p>Results arrive while images stream through, in the recipe's order and on the calling thread, so that a fleet is never
 * held in memory. What is wrong with a recipe or an image is a value; exceptions are for a state directory that cannot be
 * used, and for wrong arguments.
 */
public final class Cowhand {

    private final Path stateDirectory;

    /**
     * The entry with a state directory, which need not exist.
     *
     * @param stateDirectory where runs keep their journals; it must outlive a crash
     */
    public Cowhand(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
    }

    /** Reads and checks a recipe, which may use the built-in operations; touches no image. */
    public LoadedRecipe load(Path recipe) {
        RecipeResult read = new RecipeReader(OperationCatalog.load()).read(recipe);
        return new LoadedRecipe(read, stateDirectory);
    }

    /** A recipe that was read, valid or not. */
    public static final class LoadedRecipe {

        private final RecipeResult read;
        private final Path stateDirectory;

        private LoadedRecipe(RecipeResult read, Path stateDirectory) {
            this.read = read;
            this.stateDirectory = stateDirectory;
        }

        /** Returns what is wrong; nothing for a valid recipe. */
        public List<Problem> problems() {
            return read.problems();
        }

        /**
         * Returns what the recipe calls itself.
         *
         * @throws IllegalStateException if it is not valid
         */
        public String name() {
            return recipe().name();
        }

        private Recipe recipe() {
            if (read instanceof RecipeResult.Valid valid) {
                return valid.recipe();
            }
            throw new IllegalStateException("the recipe is not valid: " + problems());
        }

        /**
         * Returns what is wrong with the recipe's choice of images; nothing, where it can be planned.
         *
         * @throws IllegalStateException if the recipe is not valid
         * @throws IllegalArgumentException if a limit is no glob
         */
        public List<Problem> problems(FleetOptions options) {
            return Fleet.of(recipe(), options) instanceof Fleet.NotFound none ? none.problems() : List.of();
        }

        /**
         * Finds out what an apply would do; writes nothing.
         *
         * @throws IllegalStateException if the recipe is not valid, or its images are not found
         * @throws IllegalArgumentException if a limit is no glob
         */
        public RunSummary plan(FleetOptions options, RunListener listener) {
            return plan(options, listener, new Cancellation());
        }

        /** Finds out the same, until it is cancelled. */
        public RunSummary plan(FleetOptions options, RunListener listener, Cancellation cancellation) {
            return new RecipeRun(fleet(options), options, listener, cancellation).plan();
        }

        /**
         * Makes the changes, after runs that were cut off have been recovered.
         *
         * @param reason why, for the journal
         * @throws IllegalStateException if the recipe is not valid, or its images are not found
         * @throws IllegalArgumentException if a limit is no glob
         * @throws IOException if the state directory cannot be used; then no image was touched
         */
        public RunSummary apply(FleetOptions options, Optional<String> reason, RunListener listener)
                throws IOException {
            return apply(options, reason, listener, new Cancellation());
        }

        /** Makes the changes, until it is cancelled. */
        public RunSummary apply(
                FleetOptions options, Optional<String> reason, RunListener listener, Cancellation cancellation)
                throws IOException {
            return new RecipeRun(fleet(options), options, listener, cancellation)
                    .apply(new JournalOptions(stateDirectory, true, List.of(), reason));
        }

        private Fleet fleet(FleetOptions options) {
            Fleet.Search search = Fleet.of(recipe(), options);
            if (search instanceof Fleet.Found found) {
                return found.fleet();
            }
            throw new IllegalStateException("the images are not found: " + ((Fleet.NotFound) search).problems());
        }
    }

    /**
     * What inspecting an image gives.
     *
     * @param image the image's path as named
     * @param opens whether QEMU opens the image, at least for reading
     * @param facts the header; nothing where it cannot be decoded
     * @param problems everything that is wrong, and what is worth knowing
     */
    public record InspectedImage(Path image, boolean opens, Optional<ImageFacts> facts, List<Problem> problems) {
        /** Copies the list. */
        public InspectedImage {
            problems = List.copyOf(problems);
        }

        private static InspectedImage of(Inspection inspection) {
            return new InspectedImage(
                    inspection.image().path(), inspection.verdict().opens(), inspection.facts(), inspection.problems());
        }
    }

    /**
     * Inspects images, which are named by paths, globs or {@code file:} URIs.
     *
     * @return what is wrong with the names; nothing, where all lead to files
     */
    public List<String> inspect(List<String> images, Consumer<InspectedImage> results) {
        InspectRun run = new InspectRun(false, TimeLimit.USUAL);
        StringBuilder silence = new StringBuilder();
        Optional<InspectRun.Search> search = run.search(
                images.stream().map(name -> new InspectRun.Name(name, false)).toList(), silence::append);
        if (search.isEmpty()) {
            return List.of(silence.toString());
        }
        run.run(search.get().images(), InspectedImage::of, results, new Cancellation());
        return search.get().malformed().map(List::of).orElse(search.get().complaints());
    }

    /**
     * Finishes what a crash interrupted: each header that is half written becomes the old one again.
     *
     * @throws IOException if the state directory cannot be used, or a journal is damaged
     */
    public RunSummary recover(RunListener listener) throws IOException {
        RecoveryRun recovery =
                new RecoveryRun(new StateDirectory(stateDirectory), MountPolicy.ofMounts(), listener::result);
        recovery.run();
        if (!recovery.journalProblems().isEmpty()) {
            throw new IOException(String.join("; ", recovery.journalProblems()));
        }
        return recovery.summary();
    }

    /**
     * Takes a run back, where that is right for the data.
     *
     * @param run the run's id, a unique prefix of one, or {@code last}
     * @param reason why, for the journal
     * @throws IllegalArgumentException if there is no such run, or there are several
     * @throws IOException if the state directory cannot be used
     */
    public RunSummary rollback(String run, RollbackOptions options, Optional<String> reason, RunListener listener)
            throws IOException {
        RecordedRun recorded = new RunHistory(new StateDirectory(stateDirectory)).find(run);
        return new RollbackRun(recorded, options, listener, new Cancellation())
                .run(new JournalOptions(stateDirectory, false, List.of(), reason));
    }

    /**
     * A run of the past.
     *
     * @param id the run's id
     * @param images how many images it meant to write
     * @param written how many it wrote
     * @param unresolved of how many it is not known what they hold
     * @param rolledBackBy the ids of the runs that took it back
     */
    public record PastRun(String id, long images, long written, long unresolved, List<String> rolledBackBy) {
        /** Copies the list. */
        public PastRun {
            rolledBackBy = List.copyOf(rolledBackBy);
        }
    }

    /**
     * Returns all runs, the oldest first.
     *
     * @param unreadable receives what is wrong with a journal that cannot be read
     * @throws IOException if the state directory cannot be used
     */
    public List<PastRun> runs(Consumer<Problem> unreadable) throws IOException {
        return new RunHistory(new StateDirectory(stateDirectory))
                .list(unreadable).stream().map(Cowhand::past).toList();
    }

    private static PastRun past(RunEntry entry) {
        return new PastRun(
                entry.id(),
                entry.summary().intents(),
                entry.summary().written(),
                entry.summary().unresolved(),
                entry.rolledBackBy());
    }

    /**
     * Hands out what a run did to each image.
     *
     * @param run the run's id, a unique prefix of one, or {@code last}
     * @throws IllegalArgumentException if there is no such run, or there are several
     * @throws IOException if the state directory cannot be used
     */
    public RunSummary show(String run, RunListener listener) throws IOException {
        RunHistory history = new RunHistory(new StateDirectory(stateDirectory));
        return history.show(history.entry(history.find(run)), listener::result);
    }
}
