/**
 * Reads headers.
 *
 * <p>Laws: reading never writes and takes no lock, as a lock could keep a virtual machine from starting; nothing that is
 * named inside an image is opened; never more than the first cluster is read.
 */
@NullMarked
package io.cowhand.inspect;

import org.jspecify.annotations.NullMarked;
