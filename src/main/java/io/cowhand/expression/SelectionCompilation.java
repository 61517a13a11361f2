package io.cowhand.expression;

/** What comes of compiling a selection. */
public sealed interface SelectionCompilation permits Selection, Rejected {}
