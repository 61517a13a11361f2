/**
 * The values that go into the work on a fleet and come out of it: what is asked for, what becomes of each image, and how
 * it is counted. A Java program sees them, the command line reports them.
 *
 * <p>Law: values only. Nothing in here reads, plans or writes.
 */
@NullMarked
package io.cowhand.fleet;

import org.jspecify.annotations.NullMarked;
