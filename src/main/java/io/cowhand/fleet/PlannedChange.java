package io.cowhand.fleet;

import io.cowhand.diff.Change;

/**
 * A change and the step that makes it.
 *
 * @param step the step's number from 1; 0 for changes that Cowhand makes by itself, and where the step is not recorded
 * @param operation the step's operation; {@code autoclear} for changes that Cowhand makes by itself; {@code ""} where it is
 *     not recorded
 * @param unsafe whether the step says {@code unsafe: true}
 * @param change the change
 */
public record PlannedChange(int step, String operation, boolean unsafe, Change change) {}
