package io.cowhand.report;

import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;

/**
 * Reports inspections: those of images as they arrive, then the summary.
 *
 * @param <T> what is kept of an image until it is its turn
 */
public interface InspectReport<T> {

    /** Returns what is shown of an image; called from several threads. */
    T render(Inspection inspection);

    /** Shows the next image, in order. */
    void print(T rendered);

    /** Ends the report after the last image. */
    void end(InspectSummary summary);
}
