package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.planfile.FleetDigest;
import io.cowhand.planfile.ResultDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts results, adds up their digests, and passes them to a listener. */
final class ResultCounter {

    private final RunListener listener;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private final Optional<FleetDigest> digest;
    private boolean hasBug;

    private ResultCounter(RunListener listener, Optional<FleetDigest> digest) {
        this.listener = listener;
        this.digest = digest;
    }

    /** Creates a counter that computes no digest. */
    ResultCounter(RunListener listener) {
        this(listener, Optional.empty());
    }

    /** Returns a counter for a plan or the run of a recipe, which have digests. */
    static ResultCounter withDigest(RunListener listener) {
        return new ResultCounter(listener, Optional.of(new FleetDigest()));
    }

    void add(ImageResult result) {
        counts.merge(result.status(), 1L, Long::sum);
        hasBug |= !result.problems().isEmpty()
                && result.problems().stream()
                        .anyMatch(problem -> problem.problem().code().equals(ProblemCode.INTERNAL_ERROR));
        if (digest.isPresent()) {
            Optional<Bytes> known = result.digest();
            digest.get().add(known.isPresent() ? known.get() : ResultDigest.of(result));
        }
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
                digest.map(FleetDigest::toString),
                RolloutSummary.NONE);
    }
}
