/**
 * Finds the images that the paths and globs of a recipe or a command line name, each once.
 *
 * <p>Laws: the order is the entries' order, and within a glob the unsigned byte order of the paths; a file
 * with two names (by device and inode) is one image, under its first name. A link that may lead to another user's image
 * without that user's consent is not followed, and each image carries the identity of the file that was found. Nothing
 * here opens a file.
 */
@NullMarked
package io.cowhand.image;

import org.jspecify.annotations.NullMarked;
