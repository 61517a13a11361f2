package io.cowhand.expression;

/**
 * Bounds, so that no expression hangs, exhausts memory or overflows the stack.
 *
 * <p>The source is bounded by {@link #SOURCE} and {@link #NESTING}. While an expression is evaluated, {@link Budget}
 * counts its {@link #STEPS}: each part that is evaluated is one, each character of a text that it evaluates to is one
 * more, and so are the elements of a list that a function makes. So both time and memory are bounded, whatever is
 * repeated. A single call takes time in proportion to its arguments, whose sizes are counted, or is bounded here.
 */
final class Limits {

    /** Characters of an expression's source. */
    static final int SOURCE = 16 << 10;

    /** Nesting of an expression, by CEL's count: each parenthesis, and each operator of a chain such as {@code a + b + c}. */
    static final int NESTING = 100;

    /** Steps of one evaluation. */
    static final int STEPS = 1_000_000;

    /** Elements of a list that are passed over in the time of one step. */
    static final int ELEMENTS_PER_STEP = 16;

    /** Rounds of all macros such as {@code exists} in one evaluation. */
    static final int ROUNDS = 100_000;

    /** Characters of a text that a function builds. */
    static final int TEXT = 256 << 10;

    /** Elements of a list, and of one that is compared or searched. */
    static final int LIST = 100_000;

    /** Elements of lists and mappings within one that is compared or searched. */
    static final int NESTED = 4_096;

    /** Characters of a regular expression, with repetitions written out. */
    static final int PATTERN = 1_000;

    /** Alternatives to which the braces of a glob expand. */
    static final int ALTERNATIVES = 64;

    /** Product of the lengths of a text and of what is searched in it. */
    static final long SEARCH = 1_000_000;

    /** Faults that are reported of one expression; further ones tend to follow from them. */
    static final int FAULTS = 20;

    /** Characters of a value that a message quotes. */
    static final int QUOTED = 200;

    private Limits() {}
}
