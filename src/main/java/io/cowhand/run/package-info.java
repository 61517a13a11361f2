/**
 * Leads a fleet through reading, planning and writing: images stream through in parallel, results come out in order.
 * Reading is given up where a file does not answer; writing never is.
 *
 * <p>Laws: a dry run and an apply share every line up to the write; what is in flight is bounded, so that memory does not
 * grow with the fleet.
 */
@NullMarked
package io.cowhand.run;

import org.jspecify.annotations.NullMarked;
