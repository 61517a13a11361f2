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
 */
public record RunSummary(boolean dryRun, Optional<String> run, Map<Status, Long> counts) {

    /** Copies the map. */
    public RunSummary {
        counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }

    /** The images of a status. */
    public long count(Status status) {
        return counts.getOrDefault(status, 0L);
    }

    /** All images. */
    public long images() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether an image came to a status of this weight. */
    public boolean has(Status.Weight weight) {
        return counts.keySet().stream().anyMatch(status -> status.weight() == weight);
    }
}
