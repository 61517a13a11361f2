package io.cowhand.run;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import java.util.Optional;

/** Finds the first image at which an apply would end, from the results of the dry run in their order. */
final class StopForecast {

    private final boolean isWanted;
    private Optional<String> image = Optional.empty();

    /** Creates a forecast; it stays empty if none is wanted. */
    StopForecast(boolean isWanted) {
        this.isWanted = isWanted;
    }

    void add(ImageResult result) {
        if (isWanted && image.isEmpty() && ends(result)) {
            image = Optional.of(result.image().display());
        }
    }

    /** Returns whether an apply would stop at an image. One that is in use now would be locked. */
    private static boolean ends(ImageResult result) {
        return result.status().weight() != Status.Weight.FINE || result.inUse().isPresent();
    }

    /** Returns the image; empty if all images would be processed. */
    Optional<String> image() {
        return image;
    }
}
