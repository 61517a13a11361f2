package io.cowhand.fleet;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The number of images for each status, and the state of the run.
 *
 * @param dryRun whether this was a dry run, which writes nothing
 * @param runs the ids of the runs that wrote anything: at most one, unless this summary is of several runs
 * @param counts the number of images by status; statuses without images are absent
 * @param hasBug whether processing an image led to a bug in Cowhand
 * @param isRecorded whether the journal is complete; true for a run that wrote nothing
 * @param stopsAt the first image at which an apply would stop, in a dry run of a recipe with {@code on-error: stop}
 * @param digest the digest of the results: {@code sha256:} and 64 hexadecimal digits; empty if it is not computed
 * @param rollout how the run went through its waves, and whether and why it ended early
 */
public record RunSummary(
        boolean dryRun,
        List<String> runs,
        Map<Status, Long> counts,
        boolean hasBug,
        boolean isRecorded,
        Optional<String> stopsAt,
        Optional<String> digest,
        RolloutSummary rollout) {

    /** Copies the list and the map. */
    public RunSummary {
        runs = List.copyOf(runs);
        counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }

    /** Creates the summary of a run without bugs and with a complete journal, whose digest is not computed. */
    public RunSummary(boolean dryRun, Optional<String> run, Map<Status, Long> counts) {
        this(
                dryRun,
                run.map(List::of).orElse(List.of()),
                counts,
                false,
                true,
                Optional.empty(),
                Optional.empty(),
                RolloutSummary.NONE);
    }

    /** Returns this summary with another {@link #rollout}. */
    public RunSummary with(RolloutSummary other) {
        return new RunSummary(dryRun, runs, counts, hasBug, isRecorded, stopsAt, digest, other);
    }

    /** Returns the run's id; nothing if no run wrote anything, or this summary is of several. */
    public Optional<String> run() {
        return runs.size() == 1 ? Optional.of(runs.get(0)) : Optional.empty();
    }

    /** Returns the number of images with a status. */
    public long count(Status status) {
        return counts.getOrDefault(status, 0L);
    }

    /** Returns the number of all images. */
    public long images() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns whether an image has a status of this weight. */
    public boolean has(Status.Weight weight) {
        return counts.keySet().stream().anyMatch(status -> status.weight() == weight);
    }
}
