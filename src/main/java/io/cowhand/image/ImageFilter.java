package io.cowhand.image;

import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Selects the images that at least one of some globs matches. */
public final class ImageFilter {

    private final List<Glob> globs;
    private final Path absoluteFolder;

    private ImageFilter(List<Glob> globs, Path folder) {
        this.globs = List.copyOf(globs);
        this.absoluteFolder = absolute(folder);
    }

    /** The result of reading globs. */
    public sealed interface Parsed {}

    /** All texts are globs. */
    public record Good(ImageFilter filter) implements Parsed {}

    /** Some texts are not globs; there is a problem for each of them, without a location. */
    public record Bad(List<Problem> problems) implements Parsed {
        /** Copies the list. */
        public Bad {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads globs.
     *
     * @param texts at least one glob
     * @param folder the recipe's folder, as the user gave it; the empty path for the working folder
     */
    public static Parsed parse(List<String> texts, Path folder) {
        List<Glob> globs = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String text : texts) {
            Glob.Parsed parsed = Glob.parse(text);
            if (parsed instanceof Glob.Good good) {
                globs.add(good.glob());
            } else if (parsed instanceof Glob.Bad bad) {
                problems.add(bad.problem());
            }
        }
        return problems.isEmpty() ? new Good(new ImageFilter(globs, folder)) : new Bad(problems);
    }

    /** Returns whether a glob matches the image's path as shown, relative to the recipe's folder, or absolute. */
    public boolean matches(ImageReference image) {
        Path shown = image.path();
        if (matches(shown)) {
            return true;
        }
        Path absolute = absolute(shown);
        return matches(absolute) || matches(absoluteFolder.relativize(absolute));
    }

    private boolean matches(Path path) {
        return globs.stream().anyMatch(glob -> glob.matches(path));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
