package io.cowhand.expression;

/** What comes of parsing a text that may be a template. */
public sealed interface Parsing permits Parsing.Plain, Parsing.Malformed, Template {

    /**
     * Text without expressions.
     *
     * @param text what it stands for: the text with each <code>$${</code> replaced by <code>${</code>
     */
    record Plain(String text) implements Parsing {}

    /** Text that is no template. */
    record Malformed(Fault fault) implements Parsing {}
}
