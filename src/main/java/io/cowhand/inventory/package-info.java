/**
 * Reads inventories: lists of images, and what is known of each, as lines, CSV or JSON Lines.
 *
 * <p>Laws: an inventory is a stream, of which one record is in memory at a time. A mistake is one problem, at its line
 * and column, and as far as the format allows, it hides no other mistake. No inventory makes a reader run out of memory:
 * the size of a record and the number of problems are bounded.
 */
@NullMarked
package io.cowhand.inventory;

import org.jspecify.annotations.NullMarked;
