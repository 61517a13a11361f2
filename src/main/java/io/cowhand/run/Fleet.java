package io.cowhand.run;

import io.cowhand.fleet.FleetOptions;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageFilter;
import io.cowhand.image.ImageList;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.ImageSource;
import io.cowhand.image.Resolution;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recipe and the images that it is applied to.
 *
 * @param recipe the recipe
 * @param images each file once, in the order in which they are named
 */
public record Fleet(Recipe recipe, ImageList images) {

    private static final Path WORKING_FOLDER = Path.of("");

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

        /** Returns whether nothing is wrong but that inventories cannot be read. */
        public boolean isUnreadable() {
            return problems.stream().allMatch(problem -> problem.code().equals(CommonCode.LIST_UNREADABLE));
        }
    }

    /**
     * Finds the images of a recipe, or those that the options name instead; none of them is opened.
     *
     * @param input the inventory {@code -}
     * @throws IllegalArgumentException if a limit is not a valid glob
     */
    public static Search of(Recipe recipe, FleetOptions options, StandardInput input) {
        List<ImageEntry> named = named(options);
        if (named.isEmpty() && recipe.images().isEmpty()) {
            return new NotFound(List.of(Problem.inText(
                    ProblemCode.NO_IMAGES,
                    recipe.file(),
                    1,
                    1,
                    "",
                    "\"images\" is missing: name them in the recipe, or with --images or --images-from")));
        }
        Path folder = named.isEmpty() ? recipe.folder() : WORKING_FOLDER;
        ImageFilter filter = new ImageFilter(options.limit(), folder);
        Resolution resolution = new ImageResolver(folder, recipe.links(), input)
                .resolve(named.isEmpty() ? recipe.images() : named, new TimeLimit(options.timeout()));
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
                    "--limit " + String.join(", ", options.limit()) + " matches none of the images, such as "
                            + all.iterator().next().display())));
        }
        return new Found(new Fleet(recipe, images));
    }

    /** Returns the entries that the options name. */
    private static List<ImageEntry> named(FleetOptions options) {
        List<ImageEntry> entries = new ArrayList<>();
        options.images().forEach(glob -> entries.add(new ImageEntry(glob, List.of(), Location.NOWHERE)));
        for (String list : options.lists()) {
            ImageSource source = new ImageSource.Listed(list, Optional.empty(), Optional.empty());
            entries.add(new ImageEntry(source, List.of(), Location.NOWHERE));
        }
        return entries;
    }
}
