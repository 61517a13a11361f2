/**
 * The only code that writes images.
 *
 * <p>It is handed sectors, old and new, and knows nothing of recipes, operations or qcow2. Images are written in batches: the
 * intents of all are recorded and synced; each image is opened by the system's own calls, seen to be the file that was planned,
 * locked with QEMU's byte locks as those of its open file description, and its whole window is compared. Then come the
 * phases of the change, each written and synced for the whole batch before the next: the mark, the other sectors, sector 0; or
 * the one sector that changes. What was written is read back and compared, the outcome recorded, and the image closed, which
 * releases its locks. A write that fails is taken back at once.
 *
 * <p>Laws: compare and swap - different bytes mean that nothing is written; a header is old, new or marked at every moment;
 * recovery writes only to marked images that an intent explains.
 */
@NullMarked
package io.cowhand.apply;

import org.jspecify.annotations.NullMarked;
