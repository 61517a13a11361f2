/**
 * The built-in operations, one small class each, found in the same way as those of plug-ins.
 *
 * <p>Law: edits are pure, as everywhere in {@link io.cowhand.operation}. Checks that several operations share are in one
 * place ({@code BackingName}, {@code FeatureEdit}, {@code ExtensionArguments}).
 */
@NullMarked
package io.cowhand.operation.builtin;

import org.jspecify.annotations.NullMarked;
