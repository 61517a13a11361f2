/**
 * The journal of a run: what it is about to write, and what came of it, so that a crash can be mended and a run taken
 * back. Knows neither qcow2 nor how images are written.
 *
 * <p>A journal is one file, {@code RUN.journal} in the state directory's folder {@code runs}. It is only ever appended
 * to, in batches of records, each of which is synced before anything is done that it speaks of. All numbers are big-endian:
 *
 * <pre>
 * journal  := preamble batch* zeros                       zeros until the run ends: one sector or more
 * preamble := "COWHANDJ" version:u32 zeros crc            a sector; version 2
 * batch    := sector+                                     as many as its records need
 * sector   := batch:u32 index:u32 left:u32 length:u16 start:u16 payload[492] crc:u32
 *
 * record   := length:u32 type:u8 payload                  length of the payload; records go on from sector to sector
 * head     := 'H' JSON object                             the first record: who, where, when and what
 * intent   := 'I' number:u64 undo:u8 flags:u8 device:u64 inode:u64 window:u32 rest[32]
 *                 mark_length:u8 mark offset:u32 sectors:u32 old[sectors] new[sectors] image:text uri:text
 *                 ordinal:u64?
 * outcome  := 'O' number:u64 kind:u8 size:u64 mtime:u64 ctime:u64 mount:u64     times in nanoseconds since 1970
 * end      := 'E' unresolved:u64                          the run ended in order; intents without a final outcome
 * text     := length:u32 UTF-8
 * </pre>
 *
 * <p>A sector names its batch (from 1), its number in it (from 0), how many come after it there, the bytes of records that
 * it holds, and where in them the first record begins. {@code crc} is CRC-32C of the run's id and the sector up to it.
 * {@code flags} are 1 for an external data file and 2 for a link that is followed; {@code rest} is the SHA-256 of the window
 * without the sectors that are written, and without the zeros behind them. {@code ordinal} is the image's number in the run,
 * in the order of its images; the journals of earlier versions lack it, and the intent's number stands for it.
 *
 * <p>A power cut leaves each sector written or zero, so what else a sector may be is damage, and so is an incomplete batch
 * that another one follows, and a file that ends without zeros though its run did not end. The last batch may be
 * incomplete: nothing was done that it speaks of. A damaged journal is only read.
 *
 * <p>Laws: an intent is durable before the image is opened for writing. An intent without an outcome is an image of which it
 * is not known what came of it. While a process is at work on a run, it holds a lock on the journal, and nobody else judges
 * it.
 */
@NullMarked
package io.cowhand.journal;

import org.jspecify.annotations.NullMarked;
