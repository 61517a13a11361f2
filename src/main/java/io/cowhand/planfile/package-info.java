/**
 * Saved plans and results, and the digest by which plans and runs are compared.
 *
 * <p>Law: what is read from a plan file is checked before any of it is used: that the file is complete and as it was
 * written, and that each write lies in the window that it was planned from.
 */
@NullMarked
package io.cowhand.planfile;

import org.jspecify.annotations.NullMarked;
