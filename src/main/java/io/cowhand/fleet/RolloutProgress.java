package io.cowhand.fleet;

import java.util.OptionalLong;

/**
 * How far an apply is.
 *
 * @param wave the number of the wave that is being applied, from 1; 0 if there are no waves
 * @param waves the number of waves; 0 if there are none
 * @param images the number of images of this wave, without skipped ones; without waves, that of all images
 * @param failures how many images have failed so far, in all waves
 * @param mostFailures how many may fail in the waves that have begun; empty for any number
 * @param retrying how many images are locked or stale and will be tried again
 */
public record RolloutProgress(
        int wave, int waves, long images, long failures, OptionalLong mostFailures, long retrying) {}
