/**
 * All that is Linux: the system's calls by which images are written, the status of files, what errors mean, folders that
 * nobody else can write to, users, boots, time limits, and the bytes of a file that QEMU's locks are on.
 *
 * <p>Law: nothing here knows of recipes, journals or headers; what is done with a file is for the caller to say. The calls
 * are loaded only by what needs them, as that takes some ten milliseconds.
 */
@NullMarked
package io.cowhand.os;

import org.jspecify.annotations.NullMarked;
