package io.cowhand.expression;

/** What comes of compiling a template. */
public sealed interface TemplateCompilation permits CompiledTemplate, Rejected {}
