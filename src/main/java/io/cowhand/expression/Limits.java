package io.cowhand.expression;

/**
 * Bounds, so that no expression hangs, exhausts memory or overflows the stack.
 *
 * <p>The size of the source and its nesting are bounded by {@link #SOURCE} and {@link #NESTING}. While an expression is
 * evaluated, {@link Budget} counts its {@link #STEPS}: every part that is evaluated is one, and every character of a text
 * that a part evaluates to is one more, so that both time and memory are bounded whatever is repeated. What a single call
 * does is bounded by the sizes of its arguments, which are counted, and by the other bounds here.
 */
final class Limits {

    /** Characters of an expression's source. */
    static final int SOURCE = 16 << 10;

    /** Nesting of an expression, by CEL's count: each parenthesis, and each operator of a chain such as {@code a + b + c}. */
    static final int NESTING = 100;

    /** Parts evaluated, and characters of their texts, in one evaluation. */
    static final int STEPS = 1_000_000;

    /** Rounds of all macros such as {@code exists} in one evaluation. */
    static final int ROUNDS = 100_000;

    /** Characters of a text that an expression builds. */
    static final int TEXT = 256 << 10;

    /** Elements of a list that an expression builds. */
    static final int LIST = 100_000;

    /** Elements, and groups of 16 characters, of lists or mappings that are compared, or of an expression's value. */
    static final int WEIGHT = 10_000;

    /** Characters of a regular expression, with repetitions written out. */
    static final int PATTERN = 1_000;

    /** Product of the lengths of a text and of what is searched in it. */
    static final long SEARCH = 1_000_000;

    /** Faults that are reported of one expression; further ones tend to follow from them. */
    static final int FAULTS = 20;

    private Limits() {}
}
