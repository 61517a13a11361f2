package io.cowhand.run;

import io.cowhand.problem.Problem;
import java.util.List;

/**
 * What is done to each image of a fleet, in two stages; called from several threads.
 *
 * @param <I> an image, as it comes
 * @param <P> how far the first stage brings it
 * @param <T> what comes of it
 */
public interface FleetJob<I, P, T> {

    /**
     * Does what changes nothing. It may wait for ever for a file that does not answer: then it is given up, and what it
     * returns in the end is dropped.
     */
    P prepare(I image);

    /** Returns what stands for an image that is given up, or not looked at; the problem says why. */
    P unanswered(I image, Problem why);

    /** Returns how many bytes a prepared image keeps until it is completed; about nothing, where it does not say. */
    default long weight(P prepared) {
        return 0;
    }

    /**
     * Does the rest, which is never given up, and returns the results in the images' order.
     *
     * @param ordinal the number of the first of these images in the run, from 1; the others follow it
     */
    List<T> complete(List<P> prepared, long ordinal);
}
