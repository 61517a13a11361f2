/**
 * The only code that writes images.
 *
 * <p>It is handed byte ranges, old and new, and knows nothing of recipes, operations or qcow2. For each image, in this
 * order: open once, for reading and writing; see that it is the file that was planned; take QEMU's byte locks; compare
 * the whole window; write once; fdatasync; read back and compare; release by closing. A journal of intents belongs before
 * the first of these and of outcomes after the last.
 *
 * <p>Laws: compare and swap - different bytes mean that nothing is written; and one channel per inode in the process, as
 * closing any other descriptor of a file drops the locks of its POSIX kind.
 */
@NullMarked
package io.cowhand.apply;

import org.jspecify.annotations.NullMarked;
