/**
 * The qcow2 header: the table of its fields, a lossless codec, its layout, and the tables that it points to.
 *
 * <p>The first cluster of an image, in order:
 *
 * <pre>
 * cluster    := fields extension* end? gap name? tail slack
 * fields     := the rows of {@link io.cowhand.qcow2.HeaderField}, then bytes that belong to no row, up to header_length
 * extension  := magic:u32 length:u32 data padding        padding to a multiple of 8, not past the area's end
 * end        := 0:u32 length:u32                         absent where the area is exactly full
 * gap        := bytes between the extensions and the name; none if QEMU wrote the header
 * name       := the backing file name, backing_file_size bytes at backing_file_offset, no terminator
 * tail       := the rest of the window
 * slack      := the rest of the cluster, which is not read
 * </pre>
 *
 * <p>The <em>window</em> is what is read: the first 4 KiB, extended to the end of the header in steps of 4 KiB, never
 * past the first cluster.
 *
 * <p>Laws: for every window that decodes, {@code encode(decode(window))} is the window, byte for byte. Everything known
 * about a field, a feature bit or an extension type is one row of one table, and decoding, printing, comparing and
 * documentation loop over the rows. Sections named in comments are those of docs/interop/qcow2.rst.
 */
@NullMarked
package io.cowhand.qcow2;

import org.jspecify.annotations.NullMarked;
