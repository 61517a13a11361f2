package io.cowhand.journal;

import java.util.List;
import java.util.Optional;

/**
 * A summary of a run's journal.
 *
 * @param metadata the run's metadata; empty if it cannot be read
 * @param ended whether the run ended normally
 * @param damage a description of the damage; empty if there is none
 * @param intents the number of images that the run intended to write
 * @param written the number of images that it wrote
 * @param unresolved the number of images whose state is unknown
 */
public record JournalSummary(
        Optional<RunMetadata> metadata,
        boolean ended,
        Optional<String> damage,
        long intents,
        long written,
        long unresolved) {

    /**
     * Returns the summary of a run from those of its journals, of which the first one's metadata count.
     *
     * @param intents the number of images that they name, each counted once
     */
    static JournalSummary of(List<JournalSummary> parts, long intents) {
        return new JournalSummary(
                metadata(parts),
                parts.stream().allMatch(JournalSummary::ended),
                parts.stream().flatMap(part -> part.damage().stream()).findFirst(),
                intents,
                parts.stream().mapToLong(JournalSummary::written).sum(),
                parts.stream().mapToLong(JournalSummary::unresolved).sum());
    }

    /** Returns the metadata; those of a run that several boots share are of no one boot. */
    private static Optional<RunMetadata> metadata(List<JournalSummary> parts) {
        boolean isOneBoot = parts.stream()
                        .map(part -> part.metadata().map(RunMetadata::boot).orElse(""))
                        .distinct()
                        .count()
                == 1;
        Optional<RunMetadata> first =
                parts.stream().flatMap(part -> part.metadata().stream()).findFirst();
        return isOneBoot ? first : first.map(of -> of.withBoot(""));
    }
}
