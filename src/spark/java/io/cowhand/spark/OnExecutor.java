package io.cowhand.spark;

import io.cowhand.fleet.FleetOptions;
import io.cowhand.image.ImageLookup;
import io.cowhand.image.ListedFiles;
import io.cowhand.recipe.Recipe;
import io.cowhand.run.Fleet;
import io.cowhand.run.PartRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;

/** What tasks of one executor share: the bound recipe, and the files that names of backing files may lead to. */
final class OnExecutor {

    private static String knownJob = "";
    private static Optional<OnExecutor> known = Optional.empty();

    private final Recipe recipe;
    private final FleetOptions options;
    private final Optional<ListedFiles> backingFiles;

    private OnExecutor(JobInputs inputs) {
        recipe = inputs.recipe();
        options = inputs.options();
        List<String> images =
                inputs.images().unpack().stream().map(PathsOfPart.Named::uri).toList();
        backingFiles = Fleet.backingFiles(recipe, options, images);
    }

    /** Returns what tasks of a job share; binds the recipe at the first call. */
    static synchronized OnExecutor of(String job, JobInputs inputs) {
        if (known.isEmpty() || !knownJob.equals(job)) {
            known = Optional.of(new OnExecutor(inputs));
            knownJob = job;
        }
        return known.get();
    }

    /** Returns a use case for the images of a part, which ends early when told to stop, or when Spark cancels the task. */
    PartRun run(PathsOfPart part, BooleanSupplier stopped) {
        TaskContext context = TaskContext.get();
        return new PartRun(
                recipe, options, backingFiles, part.place(), () -> stopped.getAsBoolean() || context.isInterrupted());
    }

    /** Returns a lookup of images by their absolute paths, which the caller closes. */
    ImageLookup lookup() {
        return new ImageLookup(Path.of("/"), recipe.links());
    }
}
