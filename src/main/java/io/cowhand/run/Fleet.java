package io.cowhand.run;

import io.cowhand.fleet.FleetOptions;
import io.cowhand.image.ImageFilter;
import io.cowhand.image.ImageList;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.Resolution;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;

/**
 * A recipe and the images that it is applied to.
 *
 * @param recipe the recipe
 * @param images each file once, in the recipe's order
 */
public record Fleet(Recipe recipe, ImageList images) {

    /** The result of finding a recipe's images. */
    public sealed interface Search {}

    /** The images are found. */
    public record Found(Fleet fleet) implements Search {}

    /** The images cannot be found; the problems say why. */
    public record NotFound(List<Problem> problems) implements Search {
        /** Copies the list. */
        public NotFound {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Finds the images of a recipe; none of them is opened.
     *
     * @throws IllegalArgumentException if a limit is not a valid glob
     */
    public static Search of(Recipe recipe, FleetOptions options) {
        ImageFilter filter = new ImageFilter(options.limit(), recipe.folder());
        Resolution resolution = new ImageResolver(recipe.folder(), recipe.links())
                .resolve(recipe.images(), new TimeLimit(options.timeout()));
        List<Problem> problems = new ArrayList<>(resolution.problems());
        if (!options.allowEmpty()) {
            resolution.empty().forEach(entry -> problems.add(entry.problem()));
        }
        if (!problems.isEmpty()) {
            return new NotFound(problems);
        }
        ImageList all = resolution.images();
        ImageList images = filter.isOpen() ? all : all.filter(filter::matches);
        if (images.isEmpty() && !all.isEmpty()) {
            return new NotFound(List.of(Problem.error(
                    CommonCode.MATCHES_NOTHING,
                    "--limit " + String.join(", ", options.limit()) + " matches none of the recipe's images, such as "
                            + all.iterator().next().display())));
        }
        return new Found(new Fleet(recipe, images));
    }
}
