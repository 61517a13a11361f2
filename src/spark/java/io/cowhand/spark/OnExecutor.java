package io.cowhand.spark;

import io.cowhand.image.ImageLookup;
import io.cowhand.image.ListedFiles;
import io.cowhand.recipe.Recipe;
import io.cowhand.run.Fleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What tasks of one executor share: the bound recipe, and the files that names of backing files may lead to. */
final class OnExecutor {

    private static String knownJob = "";
    private static Optional<OnExecutor> known = Optional.empty();

    private final Recipe recipe;
    private final Optional<ListedFiles> backingFiles;

    private OnExecutor(Task task) {
        recipe = task.recipe();
        List<String> images =
                task.images().unpack().stream().map(PathsOfPart.Named::uri).toList();
        backingFiles = Fleet.backingFiles(recipe, task.options(), images);
    }

    /** Returns what tasks of a job share; binds the recipe at the first call. */
    static synchronized OnExecutor of(String job, Task task) {
        if (known.isEmpty() || !knownJob.equals(job)) {
            known = Optional.of(new OnExecutor(task));
            knownJob = job;
        }
        return known.get();
    }

    Recipe recipe() {
        return recipe;
    }

    Optional<ListedFiles> backingFiles() {
        return backingFiles;
    }

    /** Returns a lookup of images by their absolute paths. */
    ImageLookup lookup() {
        return new ImageLookup(Path.of("/"), recipe.links());
    }
}
