package io.cowhand.target;

import io.cowhand.problem.Problem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the images that the arguments of a command name, in their order, each file once. */
public final class ImageSearch {

    private static final String WILDCARDS = "*?[{";
    private static final Path HERE = Path.of("");

    private final boolean recursive;
    private final SeenFiles seen = new SeenFiles();
    private final List<Found> images = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * A search.
     *
     * @param recursive whether a directory stands for all regular files below it, hidden ones too, but not through links
     *     to directories
     */
    public ImageSearch(boolean recursive) {
        this.recursive = recursive;
    }

    /**
     * A file that was found.
     *
     * @param named whether it was asked for by its name or by a glob, not only met below a directory
     */
    public record Found(ImageReference image, boolean named) {}

    /** What was found so far. */
    public List<Found> images() {
        return List.copyOf(images);
    }

    /** Arguments that match nothing, and directories that could not be looked into. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Looks for a path, there or not, or a {@code file:} URI.
     *
     * @throws IllegalArgumentException for what is neither
     */
    public void addPath(String argument) {
        add(ImageReference.of(argument).path());
    }

    /**
     * Looks for a path or URI, or, where there is no such file, for what matches the argument as a glob.
     *
     * @throws IllegalArgumentException for what is none of them
     */
    public void add(String argument) {
        boolean pattern = argument.chars().anyMatch(each -> WILDCARDS.indexOf(each) >= 0)
                && !EntryTarget.isUri(argument)
                && !Files.exists(Path.of(argument), LinkOption.NOFOLLOW_LINKS);
        if (!pattern) {
            addPath(argument);
            return;
        }
        Glob.Parsed parsed = Glob.parse(argument);
        if (parsed instanceof Glob.Bad bad) {
            throw new IllegalArgumentException(bad.problem().message());
        }
        walk(((Glob.Good) parsed).glob(), HERE, GlobPart.Hidden.SKIPPED, argument)
                .forEach(this::add);
    }

    private void add(Path path) {
        if (recursive && Files.isDirectory(path)) {
            Glob all = ((Glob.Good) Glob.parse("**")).glob();
            for (Path file : walk(all, path, GlobPart.Hidden.MATCHED, path.toString())) {
                if (Files.isRegularFile(file)) {
                    take(file, false);
                }
            }
        } else {
            take(path, true);
        }
    }

    private List<Path> walk(Glob glob, Path folder, GlobPart.Hidden hidden, String argument) {
        GlobWalk walk = new GlobWalk(glob, folder, new Exclusions(folder), hidden);
        walk.troubles().forEach((directory, why) -> problems.add(ImageResolver.notListed(directory, why)));
        if (walk.matches().isEmpty() && walk.troubles().isEmpty()) {
            problems.add(Problem.error("matches-nothing", "\"" + argument + "\" matches no file"));
        }
        return walk.matches();
    }

    private void take(Path path, boolean named) {
        if (seen.add(path)) {
            images.add(new Found(new ImageReference(DisplayPath.join(HERE, path)), named));
        }
    }
}
