package io.cowhand.run;

import io.cowhand.problem.Problem;
import java.util.List;

/**
 * The work on each image of a fleet, in two stages; called from several threads.
 *
 * @param <I> an image
 * @param <P> an image after the first stage
 * @param <T> the result for an image
 */
public interface FleetJob<I, P, T> {

    /**
     * Does the part of the work that changes nothing. If it waits too long for a file that does not answer, it is
     * abandoned, and its result is dropped.
     */
    P prepare(I image);

    /** Returns a prepared image for one that is abandoned or not read; the problem says why. */
    P unanswered(I image, Problem why);

    /** Returns the number of bytes that a prepared image occupies until it is completed; 0 by default. */
    default long weight(P prepared) {
        return 0;
    }

    /**
     * Does the rest of the work, which is never abandoned, and returns the results in the images' order.
     *
     * @param ordinal the number of the first of these images in the fleet, from 1; the others follow it
     */
    List<T> complete(List<P> prepared, long ordinal);
}
