/**
 * When the bytes that a write replaced may be put back: the vocabulary that operations, plans and journals share. It
 * knows neither headers nor files.
 */
@NullMarked
package io.cowhand.undo;

import org.jspecify.annotations.NullMarked;
