package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.LinkPolicy;
import io.cowhand.operation.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A valid recipe with bound steps.
 *
 * @param folder the folder that relative paths start at, as the user gave it; the empty path for the working folder
 * @param file the recipe's path as the user gave it, for display
 * @param text the contents of the file
 * @param name the name of the recipe
 * @param description its purpose
 * @param images the images to edit; no entry if they are named with each run
 * @param steps the steps, in order; at least one
 * @param notQcow2 what to do with a file without the qcow2 magic
 * @param links which links on the paths of images are followed
 * @param onError what to do with the images after a failed one
 */
public record Recipe(
        Path folder,
        String file,
        Bytes text,
        String name,
        Optional<String> description,
        List<ImageEntry> images,
        List<Step> steps,
        NotQcow2 notQcow2,
        LinkPolicy links,
        OnError onError) {

    /** Copies the lists. */
    public Recipe {
        images = List.copyOf(images);
        steps = List.copyOf(steps);
        if (name.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException("a recipe has a name and steps");
        }
    }

    /** What to do with a file without the qcow2 magic. */
    public enum NotQcow2 {
        /** Counts the file as a failed image. */
        FAIL,
        /** Skips the file. */
        SKIP
    }

    /** What to do with the images after a failed one. */
    public enum OnError {
        /** Continues with them. */
        CONTINUE,
        /** Leaves them alone. */
        STOP
    }
}
