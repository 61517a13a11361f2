/**
 * Globs for texts: tokens, brace expansion, and matching in linear space and bounded time.
 *
 * <p>Law: accesses no files. Package {@code image} matches paths, operations match names.
 */
@NullMarked
package io.cowhand.glob;

import org.jspecify.annotations.NullMarked;
