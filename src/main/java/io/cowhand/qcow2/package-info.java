/**
 * The qcow2 header: one table of its fields, a lossless codec, the only owner of its layout, and the tables that it points
 * to.
 *
 * <p>The first cluster of an image, in order:
 *
 * <pre>
 * cluster    := fields extension* end? gap name? tail slack
 * fields     := the rows of {@link io.cowhand.qcow2.HeaderField}, then bytes that no row names, up to header_length
 * extension  := magic:u32 length:u32 data padding        padding to a multiple of 8, not past the area's end
 * end        := 0:u32 length:u32                         absent where the area is exactly full
 * gap        := bytes between the extensions and the name; none where QEMU wrote the header
 * name       := the backing file name, backing_file_size bytes at backing_file_offset, no terminator
 * tail       := what follows, up to the end of the window
 * slack      := the rest of the cluster, which is not read
 * </pre>
 *
 * <p>The <em>window</em> is what is read: the first 4 KiB, extended to the end of the header in steps of 4 KiB, never
 * past the first cluster.
 *
 * <p>Laws: for every window that decodes, {@code encode(decode(window))} is the window, byte for byte. Everything that
 * is known of a field, a feature bit or an extension type is one row of one table, and decoding, printing,
 * comparing and documenting loop over the rows. Sections named in comments are those of docs/interop/qcow2.rst.
 */
@NullMarked
package io.cowhand.qcow2;

import org.jspecify.annotations.NullMarked;
