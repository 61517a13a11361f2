/**
 * The use cases: plan, apply, inspect, recover, roll back, list runs. A fleet is read, planned and written in
 * parallel, and results are returned in order. A read is abandoned if a file does not answer; a write never is.
 *
 * <p>A class named {@code …Run} is a use case. A class named {@code …Job} is the work on one image of it, which
 * {@link io.cowhand.run.FleetExecutor} executes in parallel.
 *
 * <p>Laws: a dry run and an apply share every line of code up to the write; the number of images in flight is bounded,
 * so that memory does not grow with the fleet.
 */
@NullMarked
package io.cowhand.run;

import org.jspecify.annotations.NullMarked;
