package io.cowhand.fleet;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The number of images for each status, and the state of the run.
 *
 * @param dryRun whether this was a dry run, which writes nothing
 * @param run the run's id, if it wrote anything
 * @param counts the number of images by status; statuses without images are absent
 * @param hasBug whether processing an image led to a bug in Cowhand
 * @param isRecorded whether the journal is complete; true for a run that wrote nothing
 * @param stopsAt the first image at which an apply would stop, in a dry run of a recipe with {@code on-error: stop}
 * @param rollout how the run went through its waves, and whether and why it ended early
 */
public record RunSummary(
        boolean dryRun,
        Optional<String> run,
        Map<Status, Long> counts,
        boolean hasBug,
        boolean isRecorded,
        Optional<String> stopsAt,
        RolloutSummary rollout) {

    /** Copies the map. */
    public RunSummary {
        counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }

    /** Creates the summary of a run without bugs and with a complete journal. */
    public RunSummary(boolean dryRun, Optional<String> run, Map<Status, Long> counts) {
        this(dryRun, run, counts, false, true, Optional.empty(), RolloutSummary.NONE);
    }

    /** Returns this summary with another {@link #rollout}. */
    public RunSummary with(RolloutSummary other) {
        return new RunSummary(dryRun, run, counts, hasBug, isRecorded, stopsAt, other);
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
