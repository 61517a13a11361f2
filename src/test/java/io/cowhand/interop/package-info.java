/** Whether QEMU's own tools agree with what Cowhand does to real images. */
@NullMarked
package io.cowhand.interop;

import org.jspecify.annotations.NullMarked;
