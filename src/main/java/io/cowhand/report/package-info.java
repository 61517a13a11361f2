/**
 * One model of results, several writers: text for people, JSON Lines for programs.
 *
 * <p>Law: no control character of an image, a path or a recipe reaches a terminal; every string is escaped here.
 */
@NullMarked
package io.cowhand.report;

import org.jspecify.annotations.NullMarked;
