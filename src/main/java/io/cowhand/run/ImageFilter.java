package io.cowhand.run;

import io.cowhand.image.Glob;
import java.util.List;

/** The images that the globs of {@code --limit} match; all, where there are none. */
public final class ImageFilter {

    private final List<String> texts;
    private final List<Glob> globs;

    /**
     * A filter.
     *
     * @throws IllegalArgumentException if a text is no glob
     */
    public ImageFilter(List<String> texts) {
        this.texts = List.copyOf(texts);
        this.globs = texts.stream().map(ImageFilter::glob).toList();
    }

    private static Glob glob(String text) {
        if (Glob.parse(text) instanceof Glob.Bad bad) {
            throw new IllegalArgumentException("--limit: " + bad.problem().message());
        }
        return ((Glob.Good) Glob.parse(text)).glob();
    }

    /** Returns whether all images pass. */
    boolean isOpen() {
        return globs.isEmpty();
    }

    /** Returns whether an image passes, by any of its names. */
    boolean passes(String... names) {
        return isOpen()
                || List.of(names).stream().anyMatch(name -> globs.stream().anyMatch(glob -> glob.matches(name)));
    }

    /** Returns the globs as they were given. */
    @Override
    public String toString() {
        return String.join(", ", texts);
    }
}
