package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;

/** Shows what becomes of a fleet: each image as its result comes in, then the whole. */
public interface FleetReport {

    /** The next image's result, in order. */
    void result(ImageResult result);

    /** All results are in. */
    void end(RunSummary summary);
}
