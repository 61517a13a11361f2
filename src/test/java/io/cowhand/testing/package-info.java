/**
 * What tests share: QEMU's tools as the oracle, real images of every kind, and headers built byte by byte without the code
 * under test.
 */
@NullMarked
package io.cowhand.testing;

import org.jspecify.annotations.NullMarked;
