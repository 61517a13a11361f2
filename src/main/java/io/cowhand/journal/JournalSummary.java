package io.cowhand.journal;

import java.util.Optional;

/**
 * A run at a summary.
 *
 * @param metadata who began it and why; nothing where the power went before that was noted
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
