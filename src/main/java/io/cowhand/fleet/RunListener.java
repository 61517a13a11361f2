package io.cowhand.fleet;

import io.cowhand.problem.Problem;

/** Receives what a run does, as it happens, on the thread that called it. */
@FunctionalInterface
public interface RunListener {

    /** Receives the result of the next image, in order. */
    void result(ImageResult result);

    /** Receives an image that an earlier run left unfinished, and that was recovered before this one began. */
    default void recovered(ImageResult result) {
        // Of interest to those that report it.
    }

    /** Receives what is worth knowing about the run itself. */
    default void notice(Problem problem) {
        // Of interest to those that report it.
    }
}
