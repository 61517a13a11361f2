/**
 * When the bytes that a write replaced may be restored: types that operations, plans and journals share. Knows neither
 * headers nor files.
 */
@NullMarked
package io.cowhand.undo;

import org.jspecify.annotations.NullMarked;
