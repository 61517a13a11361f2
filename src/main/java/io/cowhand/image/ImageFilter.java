package io.cowhand.image;

import java.nio.file.Path;
import java.util.List;

/** Selects the images that at least one of some globs matches; all images if there are no globs. */
public final class ImageFilter {

    private final List<Glob> globs;
    private final Path absoluteFolder;

    /**
     * Creates a filter.
     *
     * @param globs the globs as text
     * @param folder the recipe's folder, as the user gave it; the empty path for the working folder
     * @throws IllegalArgumentException if a text is not a glob
     */
    public ImageFilter(List<String> globs, Path folder) {
        this.globs = globs.stream().map(ImageFilter::glob).toList();
        this.absoluteFolder = absolute(folder);
    }

    private static Glob glob(String text) {
        Glob.Parsed parsed = Glob.parse(text);
        if (parsed instanceof Glob.Bad bad) {
            throw new IllegalArgumentException(bad.problem().message());
        }
        return ((Glob.Good) parsed).glob();
    }

    /** Returns whether all images match, since there are no globs. */
    public boolean isOpen() {
        return globs.isEmpty();
    }

    /** Returns whether a glob matches the image's path as shown, relative to the recipe's folder, or absolute. */
    public boolean matches(ImageReference image) {
        return matches(image.display(), image);
    }

    /** Returns the same for an image that was shown by another path. */
    public boolean matches(String shown, ImageReference image) {
        if (isOpen() || matches(shown)) {
            return true;
        }
        Path absolute = absolute(image.path());
        return matches(absolute.toString())
                || matches(absoluteFolder.relativize(absolute).toString());
    }

    private boolean matches(String path) {
        return globs.stream().anyMatch(glob -> glob.matches(path));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
