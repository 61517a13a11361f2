package io.cowhand.undo;

/**
 * The terms on which a write may be undone.
 *
 * @param undoClass when the bytes that the write replaced may be restored
 * @param hasExternalData whether guest data is in another file, so that the image does not show whether the data
 *     changed
 */
public record UndoTerms(UndoClass undoClass, boolean hasExternalData) {}
