package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.result.Heading;
import io.cowhand.run.RunEntry;

/**
 * Reports the results of a fleet: those of images as they arrive, then the summary. One of the methods named begin may be
 * called first; reports without a heading show nothing for it.
 */
public interface FleetReport {

    /** Starts the report of a recipe's plan or run. */
    default void begin(Heading heading) {}

    /** Starts the report of a run that is over. */
    default void begin(RunEntry run) {}

    /**
     * Starts the report of a rollback.
     *
     * @param run the id of the run that is rolled back
     * @param dryRun whether nothing is written
     */
    default void beginRollback(String run, boolean dryRun) {}

    /** Shows the next image's result, in order. */
    void result(ImageResult result);

    /** Ends the report after the last result. */
    void end(RunSummary summary);
}
