package io.cowhand.expression;

/** What comes of compiling an expression. */
public sealed interface Compilation permits Expression, Rejected {}
