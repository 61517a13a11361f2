/**
 * What differs between two headers, in the specification's terms.
 *
 * <p>Law: every difference of bytes is either named by a change, or follows from one (where the layout put things). A
 * caller that finds different bytes and no change has found a bug.
 */
@NullMarked
package io.cowhand.diff;

import org.jspecify.annotations.NullMarked;
