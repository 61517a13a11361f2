/**
 * Everything that is specific to Linux: the system calls for writing images, file status, error messages, folders that
 * other users cannot write to, users, boots, time limits, and the bytes that QEMU locks.
 *
 * <p>Law: knows no recipes, journals or headers. The native library is loaded only when needed, since that takes about
 * ten milliseconds.
 */
@NullMarked
package io.cowhand.os;

import org.jspecify.annotations.NullMarked;
