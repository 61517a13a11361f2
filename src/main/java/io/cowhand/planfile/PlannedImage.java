package io.cowhand.planfile;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An image of a saved plan.
 *
 * @param result the result of the dry run, with the header before and after
 * @param isLink whether the image's path ended in a link, which the recipe's policy allowed to follow
 * @param row what an inventory says about the image
 */
public record PlannedImage(ImageResult result, boolean isLink, Map<String, String> row) {

    /** Copies the row. */
    public PlannedImage {
        row = row.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }

    /** Returns the same of an image with another name. */
    PlannedImage named(Image other) {
        return new PlannedImage(result.named(other), isLink, row);
    }
}
