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
 * The entry point for Java programs. Loads recipes, plans and applies them, inspects images, and recovers and rolls back
 * runs, as the command line does.
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
 * <p>Results arrive one by one, in the recipe's order and on the calling thread, so a fleet is never held in memory.
 * Problems of a recipe or an image are returned as values; exceptions are for a state directory that cannot be used and
 * for wrong arguments.
 */
public final class Cowhand {

    private final Path stateDirectory;

    /**
     * Creates an instance that uses a state directory, which need not exist.
     *
     * @param stateDirectory the directory of the runs' journals; it must survive a crash
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

        /** Returns the problems of the recipe; an empty list if it is valid. */
        public List<Problem> problems() {
            return read.problems();
        }

        /**
         * Returns the name of the recipe.
         *
         * @throws IllegalStateException if the recipe is not valid
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
         * Returns the problems of finding the recipe's images; an empty list if the recipe can be planned.
         *
         * @throws IllegalStateException if the recipe is not valid
         * @throws IllegalArgumentException if a limit is not a valid glob
         */
        public List<Problem> problems(FleetOptions options) {
            return Fleet.of(recipe(), options) instanceof Fleet.NotFound none ? none.problems() : List.of();
        }

        /**
         * Plans the recipe: finds out what an apply would do, and writes nothing.
         *
         * @throws IllegalStateException if the recipe is not valid, or its images cannot be found
         * @throws IllegalArgumentException if a limit is not a valid glob
         */
        public RunSummary plan(FleetOptions options, RunListener listener) {
            return plan(options, listener, new Cancellation());
        }

        /** Plans the recipe, until it is cancelled. */
        public RunSummary plan(FleetOptions options, RunListener listener, Cancellation cancellation) {
            return new RecipeRun(fleet(options), options, listener, cancellation).plan();
        }

        /**
         * Applies the recipe, after recovering interrupted runs.
         *
         * @param reason the reason, for the journal
         * @throws IllegalStateException if the recipe is not valid, or its images cannot be found
         * @throws IllegalArgumentException if a limit is not a valid glob
         * @throws IOException if the state directory cannot be used, in which case no image was touched
         */
        public RunSummary apply(FleetOptions options, Optional<String> reason, RunListener listener)
                throws IOException {
            return apply(options, reason, listener, new Cancellation());
        }

        /** Applies the recipe, until it is cancelled. */
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
            throw new IllegalStateException("the images cannot be found: " + ((Fleet.NotFound) search).problems());
        }
    }

    /**
     * The result of inspecting an image.
     *
     * @param image the image's path as named
     * @param opens whether QEMU opens the image, at least for reading
     * @param facts the header; empty if it cannot be decoded
     * @param problems all errors, warnings and notices
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
     * @return the problems with the names; an empty list if all of them lead to files
     */
    public List<String> inspect(List<String> images, Consumer<InspectedImage> results) {
        InspectRun run = new InspectRun(false, TimeLimit.DEFAULT);
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
     * Recovers interrupted runs: restores the old header of each half-written image.
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
     * Rolls back a run: restores the old header of every image where it still describes the data.
     *
     * @param run the run's id, a unique prefix of one, or {@code last}
     * @param reason the reason, for the journal
     * @throws IllegalArgumentException if there is no such run, or more than one
     * @throws IOException if the state directory cannot be used
     */
    public RunSummary rollback(String run, RollbackOptions options, Optional<String> reason, RunListener listener)
            throws IOException {
        RecordedRun recorded = new RunHistory(new StateDirectory(stateDirectory)).find(run);
        return new RollbackRun(recorded, options, listener, new Cancellation())
                .run(new JournalOptions(stateDirectory, false, List.of(), reason));
    }

    /**
     * A recorded run.
     *
     * @param id the run's id
     * @param images the number of images that it began to write
     * @param written the number of images that it wrote
     * @param unresolved the number of images whose state is unknown
     * @param rolledBackBy the ids of the runs that rolled it back
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
     * @param unreadable receives the problem of each journal that cannot be read
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
     * Passes what a run did to each image to a listener.
     *
     * @param run the run's id, a unique prefix of one, or {@code last}
     * @throws IllegalArgumentException if there is no such run, or more than one
     * @throws IOException if the state directory cannot be used
     */
    public RunSummary show(String run, RunListener listener) throws IOException {
        RunHistory history = new RunHistory(new StateDirectory(stateDirectory));
        return history.show(history.entry(history.find(run)), listener::result);
    }
}
