/**
 * Bytes as values: an immutable run of bytes, a range of a file, and the sectors that a write replaces.
 *
 * <p>Law: no {@code byte[]} crosses a public signature, so that no stage can change what another one read.
 */
@NullMarked
package io.cowhand.bytes;

import org.jspecify.annotations.NullMarked;
