/**
 * Reads headers, and the tables that say what else is in an image: snapshots and bitmaps.
 *
 * <p>Laws: reading never writes and takes no lock, as a lock could keep a virtual machine from starting; nothing that is
 * named inside an image is opened; what is read is bounded whatever the header says, and is never an L1 table, an L2
 * table, a bitmap's bits or guest data.
 */
@NullMarked
package io.cowhand.inspect;

import org.jspecify.annotations.NullMarked;
