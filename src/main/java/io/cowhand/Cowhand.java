package io.cowhand;

import io.cowhand.capture.Capture;
import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.InspectOptions;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.PastRun;
import io.cowhand.fleet.RestoreOptions;
import io.cowhand.fleet.RollbackOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.VariableOptions;
import io.cowhand.image.ImageReference;
import io.cowhand.image.RootDirectory;
import io.cowhand.inventory.StandardInput;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.os.FileTree;
import io.cowhand.os.HeldLock;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.TimeLimit;
import io.cowhand.planfile.PlanFile;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.recipe.PluginJars;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.recipe.RecipeSchema;
import io.cowhand.run.CaptureRun;
import io.cowhand.run.Fleet;
import io.cowhand.run.ForgetRun;
import io.cowhand.run.InspectQuery;
import io.cowhand.run.InspectQueryParsing;
import io.cowhand.run.InspectRun;
import io.cowhand.run.Inspection;
import io.cowhand.run.PlanRun;
import io.cowhand.run.PlanSaving;
import io.cowhand.run.RecipeRun;
import io.cowhand.run.RecordedRecipes;
import io.cowhand.run.RecoveryRun;
import io.cowhand.run.RestoreRun;
import io.cowhand.run.RollbackRun;
import io.cowhand.run.RunEntry;
import io.cowhand.run.RunHistory;
import io.cowhand.run.SelectedRow;
import io.cowhand.run.StartFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
 *     if (done.run().isPresent()) {
 *         cowhand.rollback(done.run().get(), RollbackOptions.USUAL, Optional.empty(), result -> {});
 *     }
 * }
 * }</pre>
 *
 * <p>Results arrive one by one, in the recipe's order and on the calling thread, so a fleet is never held in memory.
 * Problems of a recipe or an image are returned as values; exceptions are for a state directory that cannot be used and
 * for wrong arguments.
 */
public final class Cowhand {

    private final Path stateDirectory;
    private final OperationCatalog operations;
    private final StandardInput input;
    private final RootDirectory root;
    private final Optional<Capture> capture;

    /**
     * Creates an instance with a state directory, which need not exist, and the operations on the class path or module
     * path: the built-in ones, and those that services provide.
     *
     * @param stateDirectory the directory of the runs' journals; it must survive a crash
     */
    public Cowhand(Path stateDirectory) {
        this(stateDirectory, OperationCatalog.load());
    }

    /** Creates an instance with a state directory and the operations that recipes may use. */
    public Cowhand(Path stateDirectory, OperationCatalog operations) {
        this(stateDirectory, operations, StandardInput.none(), RootDirectory.ANY, Optional.empty());
    }

    private Cowhand(
            Path stateDirectory,
            OperationCatalog operations,
            StandardInput input,
            RootDirectory root,
            Optional<Capture> capture) {
        this.capture = capture;
        this.stateDirectory = stateDirectory;
        this.operations = operations;
        this.input = input;
        this.root = root;
    }

    /**
     * Returns an instance whose recipes may also use the operations of plug-ins.
     *
     * @param directory a directory of jars, to which only root and the user can write
     * @throws IllegalArgumentException if the directory or a plug-in cannot be used
     */
    public Cowhand withPlugins(Path directory) {
        return new Cowhand(stateDirectory, PluginJars.load(directory, operations), input, root, capture);
    }

    /**
     * Returns an entry for which a stream is the inventory {@code -} of recipes and options. The stream is read once,
     * by the first call that finds images in it; it is not closed.
     */
    public Cowhand withInput(InputStream stream) {
        return new Cowhand(stateDirectory, operations, StandardInput.of(stream), root, capture);
    }

    /**
     * Returns an entry that accepts only recipes whose images, bases, inventories, included files and files of arguments
     * lie below a directory, with all links resolved.
     *
     * @throws IOException if there is no such directory
     */
    public Cowhand withRoot(Path directory) throws IOException {
        return new Cowhand(stateDirectory, operations, input, RootDirectory.of(directory), capture);
    }

    /**
     * Returns an entry that plans recipes and inspects images against a capture: it finds and reads the files that were
     * captured, and not those of the system. It applies no recipe. The capture stays open as long as the entry is in use.
     *
     * @throws IOException if the file cannot be read, or is not a valid capture
     */
    public Cowhand withCapture(Path file) throws IOException {
        return new Cowhand(stateDirectory, operations, input, root, Optional.of(Capture.open(file)));
    }

    /** Returns the operations that recipes may use. */
    public OperationCatalog operations() {
        return operations;
    }

    /** Returns the JSON Schema of the recipes that use these operations. */
    public String schema() {
        return RecipeSchema.of(operations).text();
    }

    /** Reads and checks a recipe; touches no image. */
    public LoadedRecipe load(Path recipe) {
        return load(recipe, VariableOptions.NONE);
    }

    /**
     * Reads and checks a recipe with values for its variables; touches no image. Values that do not suit the variables
     * are problems of the recipe.
     */
    public LoadedRecipe load(Path recipe, VariableOptions variables) {
        return new LoadedRecipe(
                new RecipeReader(operations, root).read(recipe, variables), stateDirectory, input, capture);
    }

    /**
     * Applies a saved plan, after recovering interrupted runs.
     *
     * @param digest the digest of the plan that was reviewed, without which any plan is applied: {@code sha256:} and 64
     *     hexadecimal digits
     * @param replans whether images that changed since are planned again, and written if the changes are the same
     * @param options which images to process, and how; what names images is ignored
     * @throws IllegalArgumentException if the file is no plan, not complete, not as it was written, or not the one that
     *     was reviewed, or if it cannot be planned again, or the options select none of its images; no image was touched
     * @throws IOException if the plan or the state directory cannot be used, in which case no image was touched
     */
    public RunSummary applyPlan(
            Path file,
            Optional<String> digest,
            boolean replans,
            FleetOptions options,
            JournalOptions journal,
            RunListener listener,
            Cancellation cancellation)
            throws IOException {
        try (PlanFile plan = PlanFile.open(file)) {
            PlanRun.requireDigest(plan, digest);
            PlanRun.requireMatch(plan, options);
            Optional<Recipe> recipe = replans
                    ? Optional.of(
                            RecordedRecipes.require(operations, plan.head().recipe()))
                    : Optional.empty();
            return new PlanRun(plan, options, recipe, listener, cancellation).apply(journal);
        } catch (MalformedJsonException malformed) {
            throw new IllegalArgumentException(file + " cannot be applied: " + malformed.getMessage(), malformed);
        }
    }

    /** A recipe that was read, valid or not. */
    public static final class LoadedRecipe {

        private final RecipeResult read;
        private final Path stateDirectory;
        private final StandardInput input;
        private final Optional<Capture> capture;

        private LoadedRecipe(RecipeResult read, Path stateDirectory, StandardInput input, Optional<Capture> capture) {
            this.capture = capture;
            this.read = read;
            this.stateDirectory = stateDirectory;
            this.input = input;
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
            return search(options) instanceof Fleet.NotFound none ? none.problems() : List.of();
        }

        /**
         * Plans the recipe: finds out what an apply would do, and writes nothing.
         *
         * @throws IllegalStateException if the recipe is not valid, or its images cannot be found
         * @throws IllegalArgumentException if a limit is not a valid glob, or there is no wave after which to end
         */
        public RunSummary plan(FleetOptions options, RunListener listener) {
            return plan(options, listener, new Cancellation());
        }

        /** Plans the recipe, until it is cancelled. */
        public RunSummary plan(FleetOptions options, RunListener listener, Cancellation cancellation) {
            return new RecipeRun(fleet(options), options, listener, cancellation).plan();
        }

        /**
         * Plans the recipe, and saves the plan unless it was cancelled. {@link Cowhand#applyPlan} applies it.
         *
         * @param file where to save the plan; compressed if the name ends in {@code .gz}
         * @throws IOException if the plan cannot be saved
         */
        public RunSummary plan(FleetOptions options, RunListener listener, Cancellation cancellation, Path file)
                throws IOException {
            Fleet fleet = fleet(options);
            try (PlanSaving saving = PlanSaving.begin(file, fleet, options.rollout(), listener)) {
                RunSummary summary = new RecipeRun(fleet, options, saving, cancellation).plan();
                saving.complete(summary);
                return summary;
            } catch (UncheckedIOException unwritable) {
                throw unwritable.getCause();
            }
        }

        /**
         * Applies the recipe, after recovering interrupted runs.
         *
         * @param reason the reason, for the journal
         * @throws IllegalStateException if the recipe is not valid, or its images cannot be found
         * @throws IllegalArgumentException if a limit is not a valid glob, or there is no wave after which to end
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
            return apply(options, new JournalOptions(stateDirectory, true, List.of(), reason), listener, cancellation);
        }

        /**
         * Makes the changes, until it is cancelled.
         *
         * @param journal where the run is recorded and with which arguments, and whether interrupted runs are recovered
         *     first
         */
        public RunSummary apply(
                FleetOptions options, JournalOptions journal, RunListener listener, Cancellation cancellation)
                throws IOException {
            if (capture.isPresent()) {
                throw new IllegalStateException("a capture cannot be written to");
            }
            return new RecipeRun(fleet(options), options, listener, cancellation).apply(journal);
        }

        private Fleet.Search search(FleetOptions options) {
            Recipe recipe = recipe();
            FileTree files = capture.map(each -> each.files(StartFolders.of(recipe, options)))
                    .orElse(FileTree.SYSTEM);
            return Fleet.of(files, recipe, options, input);
        }

        private Fleet fleet(FleetOptions options) {
            Fleet.Search search = search(options);
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
     * @param holders the programs that hold locks on the image
     * @param selected the values of the selected expressions by name, in order: a {@link String},
     *     {@link java.math.BigInteger}, {@link Boolean}, or a {@link List} or {@link Map} of them; empty if none are
     *     selected, or the problems say why there are none
     */
    public record InspectedImage(
            Path image,
            boolean opens,
            Optional<ImageFacts> facts,
            List<Problem> problems,
            List<Holder> holders,
            Map<String, Object> selected) {
        /** Copies the collections. */
        public InspectedImage {
            problems = List.copyOf(problems);
            holders = List.copyOf(holders);
            selected = Collections.unmodifiableMap(new LinkedHashMap<>(selected));
        }

        private static InspectedImage of(Inspection inspection) {
            return new InspectedImage(
                    inspection.image().path(),
                    inspection.verdict().opens(),
                    inspection.facts(),
                    inspection.problems(),
                    inspection.locks().stream().map(Holder::of).distinct().toList(),
                    inspection.row().map(SelectedRow::byName).orElse(Map.of()));
        }
    }

    /**
     * A program that holds locks on an image.
     *
     * @param process its process id; empty if the system does not show it
     * @param name the name of the process; {@code ""} if it is not known
     */
    public record Holder(OptionalLong process, String name) {
        private static Holder of(HeldLock lock) {
            return new Holder(lock.process(), lock.name());
        }
    }

    /**
     * Inspects images, which are named by paths, globs or {@code file:} URIs.
     *
     * @return the problems with the names; an empty list if all of them lead to files
     */
    public List<String> inspect(List<String> images, Consumer<InspectedImage> results) {
        return inspect(images, InspectOptions.USUAL, results, new Cancellation());
    }

    /**
     * Inspects images until it is cancelled; images that have not been begun then have no result.
     *
     * @return the problems with the names; an empty list if all of them lead to files
     * @throws IllegalArgumentException if an expression is not valid
     */
    public List<String> inspect(
            List<String> images, InspectOptions options, Consumer<InspectedImage> results, Cancellation cancellation) {
        FileTree files = capture.map(each -> each.files(List.of(Path.of("")))).orElse(FileTree.SYSTEM);
        InspectRun run = new InspectRun(files, options.recursive(), new TimeLimit(options.timeout()), query(options));
        InspectRun.Search search = run.search(
                images.stream().map(name -> new InspectRun.Name(name, false)).toList());
        if (search instanceof InspectRun.Found found) {
            run.run(found.images(), InspectedImage::of, results, cancellation);
            return found.complaints();
        }
        return List.of(((InspectRun.NotFound) search).complaint());
    }

    private static InspectQuery query(InspectOptions options) {
        InspectQueryParsing parsing = InspectQuery.parse(options.where(), options.select(), List.of());
        if (parsing instanceof InspectQueryParsing.Wrong wrong) {
            throw new IllegalArgumentException(wrong.mistakes().stream()
                    .map(InspectQueryParsing.Mistake::toString)
                    .collect(Collectors.joining("; ")));
        }
        return (InspectQuery) parsing;
    }

    /**
     * Captures images, which are named by paths, globs or {@code file:} URIs: writes all that is read of them to one file.
     *
     * @param recursive whether a directory stands for all files below it
     * @param timeout the time that a file has to answer; longer than zero
     * @return the problems with the names, in which case nothing is written; or else the files that could not be read,
     *     with the reason
     * @throws IOException if the capture cannot be written
     */
    public List<String> capture(List<String> images, boolean recursive, Duration timeout, Path file)
            throws IOException {
        CaptureRun run = new CaptureRun(recursive, new TimeLimit(timeout));
        InspectRun.Search search = run.search(images, List.of(), input);
        if (search instanceof InspectRun.NotFound none) {
            return List.of(none.complaint());
        }
        InspectRun.Found found = (InspectRun.Found) search;
        if (!found.complaints().isEmpty()) {
            return found.complaints();
        }
        List<String> unreadable = new ArrayList<>();
        run.run(found.images(), file, images, unreadable::add, () -> {}, new Cancellation());
        return unreadable;
    }

    /**
     * Writes the captured header of an image back to it, as a run. The entry must be one {@link #withCapture with} a
     * capture, which knows the image by the same path.
     *
     * @param reason the reason, for the journal
     * @throws IllegalStateException if there is no capture
     * @throws IOException if the state directory cannot be used, in which case the image was not touched
     */
    public RunSummary restore(Path image, RestoreOptions options, Optional<String> reason, RunListener listener)
            throws IOException {
        Capture from = capture.orElseThrow(() -> new IllegalStateException("there is no capture"));
        return new RestoreRun(from.files(List.of(Path.of(""))), from.file(), options, listener, new Cancellation())
                .run(new ImageReference(image), new JournalOptions(stateDirectory, true, List.of(), reason));
    }

    /**
     * Recovers interrupted runs: restores the old header of each half-written image.
     *
     * @throws IOException if the state directory cannot be used, or a journal is damaged
     */
    public RunSummary recover(RunListener listener) throws IOException {
        return recover(false, listener);
    }

    /**
     * Finishes what a crash interrupted. Runs in progress are left alone; a notice names each.
     *
     * @param trustsLocalLocks whether images are written on mounts whose locks other hosts do not see
     * @throws IOException if the state directory cannot be used, or a journal is damaged; then all other runs have been
     *     recovered
     */
    public RunSummary recover(boolean trustsLocalLocks, RunListener listener) throws IOException {
        RecoveryRun.Result recovery = new RecoveryRun(
                        new StateDirectory(stateDirectory),
                        trustsLocalLocks ? MountPolicy.TRUSTED : MountPolicy.ofMounts(),
                        listener::result)
                .run();
        recovery.inProgress().forEach(listener::notice);
        if (!recovery.journalProblems().isEmpty()) {
            throw new IOException(String.join("; ", recovery.journalProblems()));
        }
        return recovery.summary();
    }

    /**
     * Gives up an image that cannot be recovered, or all such images of a run. The journal of a run is set aside if it
     * is damaged.
     *
     * @param name the path of an image as the run showed it, its absolute path or its {@code file:} URI; or a run's
     *     full id
     * @return what was given up, in words
     * @throws IllegalArgumentException if the name leads to nothing that can be given up, or to several images
     * @throws IllegalStateException if the run is in progress
     * @throws IOException if the state directory cannot be used, or the journal that names an image is damaged
     */
    public List<String> forget(String name) throws IOException {
        ForgetRun forgetting = new ForgetRun(new StateDirectory(stateDirectory));
        ForgetRun.Result result = forgetting.forget(name);
        String messages = String.join("; ", forgetting.messages());
        return switch (result) {
            case DONE -> forgetting.messages();
            case NOT_FOUND -> throw new IllegalArgumentException(messages);
            case LIVE -> throw new IllegalStateException(messages);
            case DAMAGED -> throw new IOException(messages);
        };
    }

    /** Returns the ids of the interrupted runs that are not recovered. */
    public List<String> interrupted() throws IOException {
        return new RunHistory(new StateDirectory(stateDirectory)).interrupted();
    }

    /**
     * Rolls back a run: restores the old header of every image where it still describes the data.
     *
     * @param run the run's id, a unique prefix of one, or {@code last}
     * @param reason the reason, for the journal
     * @throws IllegalArgumentException if there is no such run, or more than one, or no image matches the limit
     * @throws IllegalStateException if the run is in progress
     * @throws IOException if the state directory cannot be used
     */
    public RunSummary rollback(String run, RollbackOptions options, Optional<String> reason, RunListener listener)
            throws IOException {
        return rollback(run, options, reason, listener, new Cancellation());
    }

    /** Rolls back a run until it is cancelled. */
    public RunSummary rollback(
            String run,
            RollbackOptions options,
            Optional<String> reason,
            RunListener listener,
            Cancellation cancellation)
            throws IOException {
        RecordedRun recorded = new RunHistory(new StateDirectory(stateDirectory)).findToRollBack(run);
        if (recorded.isLive()) {
            throw new IllegalStateException("run " + recorded.id() + " is in progress");
        }
        RollbackRun rollback = new RollbackRun(recorded, options, listener, cancellation);
        RollbackRun.Result result = rollback.run(new JournalOptions(stateDirectory, false, List.of(), reason));
        if (!result.limitMatches()) {
            throw new IllegalArgumentException("the limit matches none of the run's images");
        }
        return result.summary();
    }

    /**
     * Returns all runs, the oldest first.
     *
     * @param unreadable receives the problem of each journal that cannot be read
     * @throws IOException if the state directory cannot be used
     */
    public List<PastRun> runs(Consumer<Problem> unreadable) throws IOException {
        return new RunHistory(new StateDirectory(stateDirectory))
                .list(unreadable).stream().map(RunEntry::past).toList();
    }

    /**
     * Returns a run.
     *
     * @param run the run's id, a unique prefix of one, or {@code last}
     * @throws IllegalArgumentException if there is no such run, or more than one
     * @throws IOException if the state directory cannot be used
     */
    public PastRun run(String run) throws IOException {
        RunHistory history = new RunHistory(new StateDirectory(stateDirectory));
        return history.entry(history.find(run)).past();
    }

    /**
     * Passes what a run did to each image to a listener, in the order of its images.
     *
     * @param run the run's id, a unique prefix of one, or {@code last}
     * @throws IllegalArgumentException if there is no such run, or more than one
     * @throws IOException if the state directory cannot be used
     */
    public RunSummary show(String run, RunListener listener) throws IOException {
        RunHistory history = new RunHistory(new StateDirectory(stateDirectory));
        return history.show(history.entry(history.find(run)), listener::result);
    }

    /**
     * Removes the journals of old runs, which can then no longer be rolled back. Runs that are in progress or
     * damaged, or have unresolved images, are kept.
     *
     * @param olderThan the minimum age of the runs to remove
     * @param dryRun whether to remove nothing
     * @param notices receives the reason why an old run is kept, and the problem of each journal that cannot be read
     * @return the runs that are removed, or would be in a dry run
     * @throws IOException if the state directory cannot be used
     */
    public List<PastRun> prune(Duration olderThan, boolean dryRun, Consumer<Problem> notices) throws IOException {
        List<PastRun> removed = new ArrayList<>();
        List<RunEntry> all = new RunHistory(new StateDirectory(stateDirectory)).list(notices);
        for (RunEntry entry : RunHistory.removable(all, Instant.now().minus(olderThan), notices)) {
            if (!dryRun) {
                entry.run().delete();
            }
            removed.add(entry.past());
        }
        return removed;
    }
}
