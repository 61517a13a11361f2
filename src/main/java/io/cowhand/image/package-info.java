/**
 * From the paths, globs and lists that a recipe or a command line names to images, each once.
 *
 * <p>Laws: the order is the entries' order, and within a glob the unsigned byte order of the paths; a file that comes
 * under two names (by device and inode) is one image, under its first name. No link is followed that somebody may have
 * put there to have another one's image edited, and what a name led to goes along with it. Nothing here opens a file.
 */
@NullMarked
package io.cowhand.image;

import org.jspecify.annotations.NullMarked;
