package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.LinkPolicy;
import io.cowhand.operation.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A valid recipe, its steps bound.
 *
 * @param folder the folder that its relative paths start at, as the user gave it; the empty path for the working folder
 * @param file the recipe's path as the user gave it, for display
 * @param text what the file holds
 * @param name what the recipe calls itself
 * @param description what it is for
 * @param images which images it is about; at least one entry
 * @param steps what to do, in order; at least one
 * @param notQcow2 what a file without the qcow2 magic comes to
 * @param links which links are followed on the way to images
 * @param onError what happens to the images after a failed one
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
        if (name.isEmpty() || images.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException("a recipe has a name, images and steps");
        }
    }

    /** What a file without the qcow2 magic comes to. */
    public enum NotQcow2 {
        /** It is a failed image. */
        FAIL,
        /** It is left out. */
        SKIP
    }

    /** What happens to the images after a failed one. */
    public enum OnError {
        /** They are worked on. */
        CONTINUE,
        /** They are left alone. */
        STOP
    }
}
