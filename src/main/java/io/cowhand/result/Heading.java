package io.cowhand.result;

import io.cowhand.fleet.FleetPart;
import java.util.Optional;

/**
 * What a plan or a run is about.
 *
 * @param recipe the recipe's name
 * @param steps the number of steps
 * @param images the number of images
 * @param part the shard that the images are, if they are not all
 * @param dryRun whether nothing is written
 */
public record Heading(String recipe, int steps, long images, Optional<FleetPart> part, boolean dryRun) {}
