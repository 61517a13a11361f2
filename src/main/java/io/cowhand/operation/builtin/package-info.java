/**
 * The operations that Cowhand brings: one small file each, found like a plug-in's.
 *
 * <p>Law: as everywhere in {@link io.cowhand.operation}, edits are pure; what several operations must judge alike is
 * judged in one place ({@code BackingName}, {@code FeatureChange}, {@code ExtensionArguments}).
 */
@NullMarked
package io.cowhand.operation.builtin;

import org.jspecify.annotations.NullMarked;
