/**
 * The journal of a run: what it is about to write, and what came of it, so that a crash can be mended and a run taken
 * back. Knows neither qcow2 nor the images' files.
 *
 * <p>A journal is one file, {@code RUN.journal} in the state directory's folder {@code runs}. It is only ever appended
 * to; all numbers are big-endian:
 *
 * <pre>
 * journal := "COWHANDJ" version:u32 record*              version 1
 * record  := length:u32 type:u8 payload crc:u32          length of the payload; CRC-32C of length, type and payload
 *
 * head    := 'H' JSON object                              the first record: who, where, when and what
 * intent  := 'I' number:u64 undo:u8 external:u8 offset:u32 window:u32 rest[32] sectors:u32
 *                old[sectors] new[sectors] image:text uri:text
 * outcome := 'O' number:u64 kind:u8 size:u64 mtime:u64    mtime in nanoseconds since 1970
 * end     := 'E' unresolved:u64                          the run ended in order; intents without a final outcome
 * text    := length:u32 UTF-8
 * </pre>
 *
 * <p>{@code rest} is the SHA-256 of the window without the sectors that are written, and without the zeros behind them. A
 * record that is cut short, or whose checksum is wrong, ends the journal: it was being appended when the power went. Zeros
 * may follow, as blocks are allocated ahead.
 *
 * <p>Laws: an intent is durable before the image is opened for writing. An intent without an outcome is an image of which
 * nobody knows whether it is old, new or torn. While a process is at work on a run, it holds a lock on the journal.
 */
@NullMarked
package io.cowhand.journal;

import org.jspecify.annotations.NullMarked;
