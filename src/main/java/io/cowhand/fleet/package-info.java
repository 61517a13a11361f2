/**
 * The options and results of work on a fleet: options, the result for each image, and summaries. Java programs and
 * the reports of the command line use the same types.
 *
 * <p>Law: values only. Nothing in this package reads, plans or writes.
 */
@NullMarked
package io.cowhand.fleet;

import org.jspecify.annotations.NullMarked;
