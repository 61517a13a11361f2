package io.cowhand.expression;

/**
 * Bounds, so that no expression hangs, exhausts memory or overflows the stack.
 *
 * <p>The source is bounded by {@link #SOURCE} and {@link #NESTING}. While an expression is evaluated, {@link Budget}
 * counts its {@link #STEPS}: each part that is evaluated is one, each character of a text that it evaluates to is one
 * more, and so are the elements of a list or mapping, with all that is in them. So both time and memory are bounded,
 * whatever is repeated. A call takes time in proportion to its arguments, which are counted, or is bounded here.
 */
final class Limits {

    /** Characters of an expression's source. */
    static final int SOURCE = 16 << 10;

    /** Nesting of an expression, by CEL's count: each parenthesis, and each operator of a chain such as {@code a + b + c}. */
    static final int NESTING = 100;

    /** Steps of one evaluation. */
    static final int STEPS = 1_000_000;

    /**
     * Elements of a list, next to each other, that count as one step. The macros {@code map} and {@code filter} walk through
     * all that they have found in each round, so they manage lists of about three thousand elements.
     */
    static final int ELEMENTS_PER_STEP = 16;

    /** Rounds of all macros such as {@code exists} in one evaluation. */
    static final int ROUNDS = 100_000;

    /** Characters of a text that a function builds. */
    static final int TEXT = 256 << 10;

    /** Elements of a list that {@code lists.range} makes, and parts of an expression's value. */
    static final int LIST = 100_000;

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
