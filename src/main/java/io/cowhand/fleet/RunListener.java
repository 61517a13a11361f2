package io.cowhand.fleet;

import io.cowhand.problem.Problem;

/** Receives the results and notices of a run as they occur, on the calling thread. */
@FunctionalInterface
public interface RunListener {

    /** Receives the result of the next image, in order. */
    void result(ImageResult result);

    /** Receives the result of recovering an image of an interrupted run, before this run begins. */
    default void recovered(ImageResult result) {
        // Of interest to those that report it.
    }

    /** Receives a problem of the run itself. */
    default void notice(Problem problem) {
        // Of interest to those that report it.
    }
}
