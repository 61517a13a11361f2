/**
 * Results of images as JSON: written, and read back.
 *
 * <p>Law: a result that is read back is written as the same JSON again, and reports show it as they showed the original.
 */
@NullMarked
package io.cowhand.result;

import org.jspecify.annotations.NullMarked;
