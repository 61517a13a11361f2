package io.cowhand.journal;

import java.util.Optional;

/**
 * A summary of a run's journal.
 *
 * @param metadata who began it and why; empty if the power failed before it was recorded
 * @param ended whether it ended in order
 * @param damage what is wrong with the journal, where some of it cannot be read
 * @param intents how many images it meant to write
 * @param written how many it wrote
 * @param unresolved of how many it is not known what came of them
 */
public record JournalSummary(
        Optional<RunMetadata> metadata,
        boolean ended,
        Optional<String> damage,
        long intents,
        long written,
        long unresolved) {}
