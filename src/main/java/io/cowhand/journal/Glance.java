package io.cowhand.journal;

import java.util.Optional;

/**
 * A run at a glance.
 *
 * @param head who began it and why; nothing where the power went before that was noted
 * @param ended whether it ended in order
 * @param damaged whether some of it cannot be read, with more behind it
 * @param intents how many images it meant to write
 * @param written how many it wrote
 * @param unresolved of how many nobody knows whether they are old, new or torn, or which somebody else wrote since
 */
public record Glance(
        Optional<Head> head, boolean ended, boolean damaged, long intents, long written, long unresolved) {}
