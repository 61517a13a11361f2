/**
 * The only code that writes images.
 *
 * <p>It is handed byte ranges, old and new, and knows nothing of recipes, operations or qcow2. A handful of images at a
 * time: the intents of all are noted and synced; each is opened once, for reading and writing, seen to be the file that was
 * planned, locked with QEMU's byte locks, its whole window compared, and written once; all are synced (fdatasync); each is
 * read back and compared, its outcome noted, and its locks let go of by closing it.
 *
 * <p>Laws: compare and swap - different bytes mean that nothing is written; and one channel per inode in the process, as
 * closing any other descriptor of a file drops the locks of its POSIX kind.
 */
@NullMarked
package io.cowhand.apply;

import org.jspecify.annotations.NullMarked;
