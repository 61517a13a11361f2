package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;

/** Shows the results of a fleet: each image's as it comes in, then the summary. */
public interface FleetReport {

    /**
     * Starts the report of a recipe's plan or run; reports without a heading show nothing.
     *
     * @param recipe the recipe's name
     * @param steps how many steps it has
     * @param images how many images there are
     * @param dryRun whether nothing is written
     */
    default void begin(String recipe, int steps, long images, boolean dryRun) {}

    /** Shows the next image's result, in order. */
    void result(ImageResult result);

    /** Ends the report after the last result. */
    void end(RunSummary summary);
}
