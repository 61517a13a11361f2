/**
 * The only code that writes images.
 *
 * <p>Its input is sectors, old and new; it knows nothing of recipes, operations or qcow2. Images are written in
 * batches. The intents of a batch are recorded and synced. Each image is opened with Linux's own calls, checked to be
 * the file that was planned, and locked with QEMU's byte locks on its open file description, and its whole window is
 * compared. Then each phase of the change is written and synced for the whole batch before the next: the mark, the
 * other sectors, sector 0; or just the one sector that changes. The sectors are read back and compared, the outcome is
 * recorded, and the image is closed, which releases its locks. A failed write is undone immediately.
 *
 * <p>Laws: compare and swap, so that nothing is written if any byte differs; a header is old, new or marked at every
 * moment; recovery writes only to marked images that an intent explains.
 */
@NullMarked
package io.cowhand.apply;

import org.jspecify.annotations.NullMarked;
