/**
 * Captures: what is read of a fleet, in one file, from which the same code reads it later.
 *
 * <p>Laws: what a capture holds of a file is what {@link io.cowhand.inspect.HeaderReader} read of it, so that reading it
 * from the capture gives the same; a capture is one {@link io.cowhand.os.FileTree}, so nothing that reads images knows
 * whether it reads a capture; the seal of the whole file is checked before anything in it is looked at, and every number
 * in it before it is used, as a capture may come from anybody.
 */
@NullMarked
package io.cowhand.capture;

import org.jspecify.annotations.NullMarked;
