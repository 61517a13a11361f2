/**
 * Finds the images that the paths, globs and inventories of a recipe or a command line name, each once.
 *
 * <p>Laws: the order is the entries' order, within a glob the unsigned byte order of the paths, and within an
 * inventory the order of its lines; a file
 * with two names (by device and inode) is one image, under its first name. A link that may lead to another user's image
 * without that user's consent is not followed, and each image carries the identity of the file that was found. Nothing
 * here opens an image.
 */
@NullMarked
package io.cowhand.image;

import org.jspecify.annotations.NullMarked;
