package io.cowhand.fleet;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many images came to which status.
 *
 * @param dryRun whether nothing was to be written
 * @param run the run's id, where it wrote anything
 * @param counts by status; statuses that no image came to are missing
 * @param hasBug whether an image met a bug of this program
 * @param isRecorded whether the journal holds all that the run did; true for a run that wrote nothing
 * @param stopsAt the first image at which the apply would end, in a dry run of a recipe that stops on an error
 */
public record RunSummary(
        boolean dryRun,
        Optional<String> run,
        Map<Status, Long> counts,
        boolean hasBug,
        boolean isRecorded,
        Optional<String> stopsAt) {

    /** Copies the map. */
    public RunSummary {
        counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }

    /** A summary of a run without bugs or trouble with its journal. */
    public RunSummary(boolean dryRun, Optional<String> run, Map<Status, Long> counts) {
        this(dryRun, run, counts, false, true, Optional.empty());
    }

    /** Returns the number of images of a status. */
    public long count(Status status) {
        return counts.getOrDefault(status, 0L);
    }

    /** Returns the number of all images. */
    public long images() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns whether an image came to a status of this weight. */
    public boolean has(Status.Weight weight) {
        return counts.keySet().stream().anyMatch(status -> status.weight() == weight);
    }
}
