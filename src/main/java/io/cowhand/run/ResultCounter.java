package io.cowhand.run;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.planfile.FleetDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts results, adds up their digests, and passes them to a listener. */
final class ResultCounter {

    private final RunListener listener;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private final FleetDigest digest = new FleetDigest();
    private boolean hasDigest;
    private boolean hasBug;

    ResultCounter(RunListener listener) {
        this.listener = listener;
    }

    void add(DigestedResult result) {
        digest.add(result.digest());
        hasDigest = true;
        add(result.result());
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
        return new RunSummary(
                dryRun,
                run.map(List::of).orElse(List.of()),
                counts,
                hasBug,
                isRecorded,
                stopsAt,
                hasDigest ? Optional.of(digest.toString()) : Optional.empty());
    }
}
