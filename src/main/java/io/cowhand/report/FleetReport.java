package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;

/** Reports the results of a fleet: those of images as they arrive, then the summary. */
public interface FleetReport {

    /**
     * Starts the report of a recipe's plan or run; reports without a heading show nothing.
     *
     * @param recipe the recipe's name
     * @param steps the number of steps
     * @param images the number of images
     * @param dryRun whether nothing is written
     */
    default void begin(String recipe, int steps, long images, boolean dryRun) {}

    /** Shows the next image's result, in order. */
    void result(ImageResult result);

    /** Ends the report after the last result. */
    void end(RunSummary summary);
}
