package io.cowhand.run;

import io.cowhand.fleet.Image;
import io.cowhand.image.ImageFilter;
import io.cowhand.image.ImageReference;
import io.cowhand.planfile.PlanFile;
import io.cowhand.planfile.PlanHead;
import io.cowhand.planfile.PlanLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** Selects images of a saved plan by globs, wherever the plan is applied. */
final class PlanLimit {

    private final List<String> globs;
    private final ImageFilter filter;
    /** What the paths in the plan are relative to. */
    private final Path directory;

    /**
     * Creates a limit.
     *
     * @param globs the globs as text; all images are selected if there are none
     * @throws IllegalArgumentException if a text is not a glob
     */
    PlanLimit(PlanHead head, List<String> globs) {
        this.globs = globs;
        this.directory = Path.of(head.directory());
        Path recipe = directory.resolve(head.recipe().file());
        this.filter = new ImageFilter(globs, Objects.requireNonNullElse(recipe.getParent(), directory));
    }

    /** Returns whether all images are selected, since there are no globs. */
    boolean isOpen() {
        return filter.isOpen();
    }

    /** Returns whether an image is selected. */
    boolean selects(Image image) {
        return filter.matches(image.display(), new ImageReference(directory.resolve(image.path())));
    }

    /**
     * Requires that an image is selected if the plan has any.
     *
     * @throws IllegalArgumentException if none is
     */
    void requireMatch(PlanFile plan) throws IOException {
        if (isOpen() || plan.head().images() == 0) {
            return;
        }
        Iterator<PlanLine> lines = plan.images();
        Image first = image(lines.next());
        boolean isFound = selects(first);
        while (!isFound && lines.hasNext()) {
            isFound = selects(image(lines.next()));
        }
        if (!isFound) {
            throw new IllegalArgumentException("--limit " + String.join(", ", globs)
                    + " matches none of the images, such as " + first.display() + "; nothing was done");
        }
    }

    private static Image image(PlanLine line) {
        return PlanJob.read(line).result().image();
    }
}
