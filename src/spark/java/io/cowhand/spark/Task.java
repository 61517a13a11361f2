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
 * @param run what applies to a job that writes; empty for one that plans
 */
record Task(
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

    /** The run of a job that writes, or one with an empty id. */
    record Run(String state, String metadata, List<String> unresolved) implements Serializable {
        /** No run: nothing is written. */
        static final Run NONE = new Run("", "", List.of());

        boolean writes() {
            return !metadata.isEmpty();
        }
    }

    /** Returns what tasks need for a recipe. */
    static Task of(Recipe recipe, FleetOptions options, List<String> images) {
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
        return new Task(
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

    Task with(Run other) {
        return new Task(paths, contents, vars, images, jobs, timeout, retryLocked, trustsLocalLocks, other);
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
        throw new IllegalArgumentException(
                "executors cannot use the recipe: " + read.problems().get(0).message()
                        + "; jars of plug-ins are given to spark-submit with --jars, not with --plugins");
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
