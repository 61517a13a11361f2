/**
 * Regular expressions of recipes, which RE2/J matches in linear time: how large they may be.
 *
 * <p>Law: accesses no files.
 */
@NullMarked
package io.cowhand.regex;

import org.jspecify.annotations.NullMarked;
