package io.cowhand.run;

import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.FleetPart;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageFilter;
import io.cowhand.image.ImageList;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.ImageSource;
import io.cowhand.image.ListedFiles;
import io.cowhand.image.Resolution;
import io.cowhand.image.RootDirectory;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
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
 * @param files the files among which the images are
 * @param recipe the recipe
 * @param images each file once, in the order in which they are named
 * @param part the shard of the fleet that the images are, if they are not all
 * @param backingFiles the files that names of backing files may lead to; empty if the recipe does not ask for them
 */
public record Fleet(
        FileTree files, Recipe recipe, ImageList images, Optional<FleetPart> part, Optional<ListedFiles> backingFiles) {

    private static final Path WORKING_FOLDER = Path.of("");

    /** The maximum number of files to report that do not lie where they must. */
    private static final int MOST_OUTSIDE = 100;

    /** The result of finding a recipe's images. */
    public sealed interface Search {}

    /** The images are found. */
    public record Found(Fleet fleet) implements Search {}

    /** The images cannot be found; the problems say why. */
    public record NotFound(List<Problem> problems) implements Search, FleetEngine.Search {
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
     * @param files the files among which images are found and read
     * @param input the inventory {@code -}
     * @throws IllegalArgumentException if a limit is not a valid glob
     */
    public static Search of(FileTree files, Recipe recipe, FleetOptions options, StandardInput input) {
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
        List<ImageEntry> entries = named.isEmpty() ? recipe.images() : named;
        List<Problem> problems = new ArrayList<>(recipe.problemsWith(entries));
        ImageResolver ofRecipe = new ImageResolver(files, recipe.folder(), recipe.links(), input, recipe.root());
        ImageResolver ofOptions = new ImageResolver(files, WORKING_FOLDER, recipe.links(), input, RootDirectory.ANY);
        ImageList all = resolve(named.isEmpty() ? ofRecipe : ofOptions, entries, "image", options, problems);
        ImageList bases = resolve(ofRecipe, recipe.bases(), "base", options, problems);
        checkRoot(files, recipe.root(), all, problems);
        checkRoot(files, recipe.root(), bases, problems);
        problems.addAll(NamedBases.problems(recipe, files, ofRecipe, options.allowEmpty()));
        if (problems.isEmpty()
                && entries.stream().allMatch(entry -> entry.source().hasColumns())) {
            problems.addAll(recipe.problemsWithColumns(all.columns()));
        }
        if (!problems.isEmpty()) {
            return new NotFound(problems);
        }
        ImageList images = filter.isOpen() ? all : all.filter(filter::matches);
        if (images.isEmpty() && !all.isEmpty()) {
            return new NotFound(List.of(Problem.error(
                    CommonCode.MATCHES_NOTHING,
                    "--limit " + String.join(", ", options.limit()) + " matches none of the images, such as "
                            + all.iterator().next().display())));
        }
        // Of all images: what a backing name may lead to does not depend on a limit or a shard.
        Optional<ListedFiles> backingFiles =
                recipe.readsBackingFiles() ? Optional.of(new ListedFiles(List.of(bases, all))) : Optional.empty();
        return new Found(new Fleet(
                files,
                recipe,
                options.shard().map(images::part).orElse(images),
                options.shard().map(shard -> new FleetPart(shard, images.size())),
                backingFiles));
    }

    /** Returns what is wrong with a recipe and its bases if its images are not listed on this machine. */
    public static List<Problem> problemsWithoutImages(
            FileTree files, Recipe recipe, FleetOptions options, List<ImageEntry> entries) {
        List<Problem> problems = new ArrayList<>(recipe.problemsWith(entries));
        ImageResolver resolver =
                new ImageResolver(files, recipe.folder(), recipe.links(), StandardInput.none(), recipe.root());
        ImageList bases = resolve(resolver, recipe.bases(), "base", options, problems);
        checkRoot(files, recipe.root(), bases, problems);
        problems.addAll(NamedBases.problems(recipe, files, resolver, options.allowEmpty()));
        return problems;
    }

    /**
     * Returns the files that names of backing files may lead to on this machine, for images that another one has listed;
     * empty if the recipe does not ask for them.
     *
     * @param images the {@code file:} URIs of all images of the fleet
     */
    public static Optional<ListedFiles> backingFiles(Recipe recipe, FleetOptions options, List<String> images) {
        if (!recipe.readsBackingFiles()) {
            return Optional.empty();
        }
        TimeLimit limit = new TimeLimit(options.timeout());
        ImageResolver resolver = new ImageResolver(recipe.folder(), recipe.links());
        List<ImageEntry> entries = images.stream()
                .map(uri -> new ImageEntry(uri, List.of(), Location.NOWHERE))
                .toList();
        return Optional.of(new ListedFiles(List.of(
                resolver.resolve(recipe.bases(), limit).images(),
                resolver.resolve(entries, limit).images())));
    }

    private static ImageList resolve(
            ImageResolver resolver,
            List<ImageEntry> entries,
            String what,
            FleetOptions options,
            List<Problem> problems) {
        Resolution resolution = resolver.resolve(entries, new TimeLimit(options.timeout()));
        problems.addAll(resolution.problems());
        if (!options.allowEmpty()) {
            resolution.empty().forEach(entry -> problems.add(entry.problem(what)));
        }
        return resolution.images();
    }

    private static void checkRoot(FileTree tree, RootDirectory root, ImageList files, List<Problem> problems) {
        if (!root.isAny()) {
            files.stream()
                    .filter(file -> !root.contains(file, tree))
                    .limit(MOST_OUTSIDE)
                    .map(file -> Problem.error(
                            CommonCode.OUTSIDE_ROOT, "\"" + file.display() + "\" is not below --root " + root))
                    .forEach(problems::add);
        }
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
