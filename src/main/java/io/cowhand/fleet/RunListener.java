package io.cowhand.fleet;

import io.cowhand.problem.Problem;
import java.util.Optional;

/** Receives the results and notices of a run as they occur, on the calling thread. */
@FunctionalInterface
public interface RunListener {

    /** Receives the result of the next image, in order. */
    void result(ImageResult result);

    /** Returns whether results must have headers of any size; else they have those of up to 64 KiB. */
    default boolean needsHeaders() {
        return false;
    }

    /** Receives the result of recovering an image of an interrupted run, before this run begins. */
    default void recovered(ImageResult result) {
        // Of interest to those that report it.
    }

    /** Is called for each image that is planned ahead of its result, as a rollout and an expectation require. */
    default void planned() {
        // Of interest to those that show progress.
    }

    /** Is called when an apply begins a wave, and when its failures or the images to be tried again change. */
    default void progress(RolloutProgress progress) {
        // Of interest to those that show progress.
    }

    /**
     * Decides between two waves of an apply whether the next one begins; the images before it are done.
     *
     * @param run the run's id
     * @param wave the number of the wave that is done, from 1
     * @return why no further image is to be begun; empty to continue
     */
    default Optional<String> waveDone(String run, int wave) {
        return Optional.empty();
    }

    /** Receives a problem of the run itself. */
    default void notice(Problem problem) {
        // Of interest to those that report it.
    }
}
