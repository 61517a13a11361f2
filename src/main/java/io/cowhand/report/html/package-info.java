/**
 * Results as one HTML file that needs no network: a summary that every browser shows, and, by a script of its own, groups of
 * equal results, a list of images to search and filter, and drawings of headers.
 *
 * <p>The page streams: images are written as they come, in blocks of compressed JSON, and what is known last follows them.
 * A block of rows has what filters need of its images; the block of details after it is decompressed when one of them is
 * opened. What is kept in memory does not grow with the fleet.
 *
 * <p>Law: a browser never takes a string of an image, a path or a recipe for markup. {@link
 * io.cowhand.report.html.Markup} escapes what is written here, the script sets text and nothing else, and the page's
 * policy allows no script and no style but its own, and no request.
 */
@NullMarked
package io.cowhand.report.html;

import org.jspecify.annotations.NullMarked;
