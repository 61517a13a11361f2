package io.cowhand.spark;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.RolloutOptions;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.RunMetadataJson;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What all tasks of a job have in common: the recipe as the bytes that the driver read, so that executors bind it without
 * reading a file, and the options.
 *
 * @param paths the paths of the recipe's files, the recipe's own first
 * @param contents their contents
 * @param vars the values of the recipe's variables
 * @param images the URIs of all images if names of backing files may lead to them, packed
 * @param jobs the number of images to process in parallel; 0 for the default
 * @param timeout how long a file may take to answer
 * @param retryLocked how long to try again to write a locked image
 * @param trustsLocalLocks whether locks that other hosts may not see are good enough
 * @param run the run, if the job writes; {@link Run#NONE} if it plans
 */
record JobInputs(
        List<String> paths,
        List<byte[]> contents,
        Map<String, Object> vars,
        PathsOfPart images,
        int jobs,
        Duration timeout,
        Duration retryLocked,
        boolean trustsLocalLocks,
        Run run)
        implements Serializable {

    /**
     * The run of a job that writes.
     *
     * @param state the state directory
     * @param metadata the metadata of the run as JSON
     * @param unresolved the {@code file:} URIs of the images that must not be written
     */
    record Run(String state, String metadata, List<String> unresolved) implements Serializable {
        /** No run: nothing is written. */
        static final Run NONE = new Run("", "", List.of());
    }

    /** Returns what tasks need for a recipe. */
    static JobInputs of(Recipe recipe, FleetOptions options, List<String> images) {
        List<String> paths = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (Recipe.File file : recipe.files()) {
            // Executors have another working folder.
            paths.add(Path.of(file.path()).toAbsolutePath().toString());
            ByteBuffer content = file.content().asBuffer();
            byte[] copy = new byte[content.remaining()];
            content.get(copy);
            contents.add(copy);
        }
        return new JobInputs(
                paths,
                contents,
                new LinkedHashMap<>(recipe.vars()),
                PathsOfPart.pack(
                        1,
                        images.stream()
                                .map(uri -> new PathsOfPart.Named(uri, Map.of()))
                                .iterator(),
                        Integer.MAX_VALUE),
                options.jobs().orElse(0),
                options.timeout(),
                options.rollout().retryLocked(),
                options.trustsLocalLocks(),
                Run.NONE);
    }

    JobInputs with(Run other) {
        return new JobInputs(paths, contents, vars, images, jobs, timeout, retryLocked, trustsLocalLocks, other);
    }

    /**
     * Binds the recipe.
     *
     * @throws IllegalArgumentException if it is not valid here
     */
    Recipe recipe() {
        List<Recipe.File> files = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            files.add(new Recipe.File(paths.get(i), Bytes.copyOf(ByteBuffer.wrap(contents.get(i)))));
        }
        RecipeResult read = new RecipeReader(OperationCatalog.load()).read(files, vars);
        if (read instanceof RecipeResult.Valid valid) {
            return valid.recipe();
        }
        throw new IllegalArgumentException("the recipe cannot be read again for executors: "
                + read.problems().get(0).message()
                + "; if its operation is a plug-in, give its jar to spark-submit with --jars");
    }

    /** Returns the options that concern single images. */
    FleetOptions options() {
        return new FleetOptions(
                List.of(),
                true,
                jobs == 0 ? OptionalInt.empty() : OptionalInt.of(jobs),
                timeout,
                trustsLocalLocks,
                List.of(),
                List.of(),
                Optional.empty(),
                new RolloutOptions(Optional.empty(), Optional.empty(), OptionalInt.empty(), retryLocked));
    }

    /** Returns the metadata of the run. */
    RunMetadata metadata() {
        return RunMetadataJson.read(run.metadata).orElseThrow();
    }

    /** Returns the images that must not be written. */
    Set<String> unresolved() {
        return Set.copyOf(run.unresolved);
    }
}
