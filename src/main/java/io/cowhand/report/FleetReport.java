package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.result.Heading;

/** Reports the results of a fleet: those of images as they arrive, then the summary. */
public interface FleetReport {

    /** Starts the report of a recipe's plan or run; reports without a heading show nothing. */
    default void begin(Heading heading) {}

    /** Shows the next image's result, in order. */
    void result(ImageResult result);

    /** Ends the report after the last result. */
    void end(RunSummary summary);
}
