package io.cowhand.run;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts results and passes them to a listener. */
final class ResultCounter {

    private final RunListener listener;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private boolean hasBug;

    ResultCounter(RunListener listener) {
        this.listener = listener;
    }

    void add(ImageResult result) {
        counts.merge(result.status(), 1L, Long::sum);
        hasBug |= !result.problems().isEmpty()
                && result.problems().stream()
                        .anyMatch(problem -> problem.problem().code().equals(ProblemCode.INTERNAL_ERROR));
        listener.result(result);
    }

    /** Returns the counts. */
    RunSummary summary(boolean dryRun, Optional<String> run, boolean isRecorded, Optional<String> stopsAt) {
        return new RunSummary(dryRun, run, counts, hasBug, isRecorded, stopsAt, RolloutSummary.NONE);
    }
}
