/**
 * The journal of a run: its intents to write and their outcomes, so that a crash can be recovered from and a run rolled
 * back. Knows neither qcow2 nor how images are written.
 *
 * <p>A journal is one file, {@code RUN.journal} in the folder {@code runs} of the state directory. It is append-only:
 * batches of records are appended, and each is synced before anything that it announces is done. All numbers are
 * big-endian:
 *
 * <pre>
 * journal  := preamble batch* zeros                       zeros until the run ends: one sector or more
 * preamble := "COWHANDJ" version:u32 zeros crc            a sector; version 2
 * batch    := sector+                                     as many as its records need
 * sector   := batch:u32 index:u32 left:u32 length:u16 start:u16 payload[492] crc:u32
 *
 * record   := length:u32 type:u8 payload                  length of the payload; records continue from sector to sector
 * head     := 'H' JSON object                             the first record: the run's metadata
 * intent   := 'I' number:u64 undo:u8 flags:u8 device:u64 inode:u64 window:u32 rest[32]
 *                 mark_length:u8 mark offset:u32 sectors:u32 old[sectors] new[sectors] image:text uri:text
 *                 ordinal:u64?
 * outcome  := 'O' number:u64 kind:u8 size:u64 mtime:u64 ctime:u64 mount:u64     times in nanoseconds since 1970
 * end      := 'E' unresolved:u64                          the run ended normally; unresolved images
 * text     := length:u32 UTF-8
 * </pre>
 *
 * <p>A sector holds the number of its batch (from 1), its index in the batch (from 0), the number of sectors left in
 * the batch, the length of its payload, and where in the payload the first record starts (0xffff: none does). {@code
 * crc} is the CRC-32C of the run's id and the sector up to that field. {@code flags} is 1 for an external data file
 * plus 2 for a link that is followed; {@code rest} is the SHA-256 of the window without the sectors that are written
 * and without trailing zeros. {@code ordinal} is the image's number in the run, in the order of its images; journals of
 * earlier versions lack it, and the intent's number takes its place.
 *
 * <p>A power failure leaves each sector either written or zero, so any other sector is damage. So is an incomplete
 * batch followed by another one, and a file that ends without zeros although its run did not end. The last batch may be
 * incomplete: nothing that it announces was done. A damaged journal is only read.
 *
 * <p>Laws: an intent is durable before the image is opened for writing. An image whose intent has no outcome is
 * unresolved. The process of a run in progress holds a lock on the journal, and no other process judges the journal
 * meanwhile.
 */
@NullMarked
package io.cowhand.journal;

import org.jspecify.annotations.NullMarked;
