package io.cowhand.journal;

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
        long unresolved) {}
