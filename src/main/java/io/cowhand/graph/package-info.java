/**
 * Which image backs which, and what is wrong between them.
 *
 * <p>Law: a name in an image is looked up, never opened. What it leads to is part of the graph only if the user named that very
 * file, by device and inode. Each image takes constant time, whatever the shape of the graph, and no step recurses: a chain may be
 * as long as the fleet. Of a header nothing is kept but what the graph needs.
 */
@NullMarked
package io.cowhand.graph;

import org.jspecify.annotations.NullMarked;
