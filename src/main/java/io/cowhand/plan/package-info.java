/**
 * Runs a recipe's steps over one header; returns the changes with the step that made each, and the sectors to write, or why
 *
 * <p>Laws: planning is pure, and the only place that decides whether an edit may do harm. Every changed byte has an owner:
 * a difference that no step claims is a bug, and the image is refused.
 */
@NullMarked
package io.cowhand.plan;

import org.jspecify.annotations.NullMarked;
