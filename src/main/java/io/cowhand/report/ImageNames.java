package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The images of a group: their number and the first of their names. */
final class ImageNames {

    private final int shown;
    private final List<String> first = new ArrayList<>();
    private long count;

    /** Creates a group without images that keeps the given number of names. */
    ImageNames(int shown) {
        this.shown = shown;
    }

    void add(Image image) {
        add(image.display());
    }

    /** Adds an image, which is named with its wave. */
    void add(ImageResult result) {
        add(result.image().display()
                + (result.wave().isEmpty() ? "" : " (wave " + result.wave().getAsInt() + ")"));
    }

    private void add(String name) {
        count++;
        if (first.size() < shown) {
            first.add(name);
        }
    }

    /** Returns the number of images. */
    long count() {
        return count;
    }

    /** Returns the first names in order, not escaped. */
    List<String> first() {
        return Collections.unmodifiableList(first);
    }

    /** Returns whether each image is named. */
    boolean isComplete() {
        return first.size() == count;
    }
}
