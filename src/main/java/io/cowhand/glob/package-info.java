/**
 * Globs as text: tokens, the alternatives in braces, and matching in linear space and bounded time.
 *
 * <p>Law: knows no files. Package {@code image} matches paths with globs, operations match names.
 */
@NullMarked
package io.cowhand.glob;

import org.jspecify.annotations.NullMarked;
