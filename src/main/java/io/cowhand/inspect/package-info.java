/**
 * Reads headers, the tables of snapshots and bitmaps, and the backing files that a recipe lists.
 *
 * <p>Laws: reading never writes and takes no lock, as a lock could keep a virtual machine from starting; no file that
 * an image names is opened, unless the recipe itself lists that file, which {@link io.cowhand.inspect.BackingGate} alone
 * decides; the amount read is bounded, whatever the header says, and never includes L1 tables, L2
 * tables, the data of bitmaps or guest data.
 */
@NullMarked
package io.cowhand.inspect;

import org.jspecify.annotations.NullMarked;
