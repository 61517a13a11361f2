/**
 * Bytes as values: immutable byte sequences, and the sectors that a write replaces.
 *
 * <p>Law: no public signature has a {@code byte[]}, so that no stage can change bytes that another stage read.
 */
@NullMarked
package io.cowhand.bytes;

import org.jspecify.annotations.NullMarked;
