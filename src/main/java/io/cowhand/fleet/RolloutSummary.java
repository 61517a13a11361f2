package io.cowhand.fleet;

import io.cowhand.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run went through its fleet, or would.
 *
 * @param waves the waves; empty if there are none
 * @param stop why the run ended before its last image; in a dry run, why an apply would; empty if it did or would not
 * @param failedExpectations in which ways the plan is not as the recipe expects: then an apply writes nothing
 */
public record RolloutSummary(List<Wave> waves, Optional<Stop> stop, List<Problem> failedExpectations) {

    /** No waves, and all images. */
    public static final RolloutSummary NONE = new RolloutSummary(List.of(), Optional.empty(), List.of());

    /** Copies the lists. */
    public RolloutSummary {
        waves = List.copyOf(waves);
        failedExpectations = List.copyOf(failedExpectations);
    }

    /** Returns this summary with other {@link #failedExpectations}. */
    public RolloutSummary withFailedExpectations(List<Problem> problems) {
        return new RolloutSummary(waves, stop, problems);
    }

    /** Returns whether the run ended early because something went wrong. */
    public boolean isFailed() {
        return stop.filter(why -> why.reason() != Reason.UNTIL_WAVE).isPresent();
    }

    /**
     * A wave.
     *
     * @param number its number, from 1
     * @param images the number of its images, without skipped ones
     * @param changes how many of them changed; in a dry run, how many would
     * @param failures how many of them failed, were refused, unreadable, locked or stale; in a dry run, those in use are
     *     failures as well, and not changes
     * @param notRun how many of them were not begun
     */
    public record Wave(int number, long images, long changes, long failures, long notRun) {}

    /**
     * Why a run ended early.
     *
     * @param reason the reason
     * @param wave the number of the wave during or after which it ended; empty if there are no waves
     * @param message the reason in words
     */
    public record Stop(Reason reason, OptionalInt wave, String message) {}

    /** The reason why a run ended early. */
    public enum Reason {
        /** More images failed than may. */
        MAX_FAILURES("max-failures"),
        /** The wave was the last one that was asked for. */
        UNTIL_WAVE("until-wave"),
        /** The command or listener that runs between two waves did not allow the next one. */
        AFTER_WAVE("after-wave");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** Returns the name in every output. */
        public String label() {
            return label;
        }
    }
}
