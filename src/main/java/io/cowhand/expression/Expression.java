package io.cowhand.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled expression. Immutable, and safe for several threads. */
public final class Expression implements Compilation {

    private final String source;
    private final ValueType type;
    private final Set<String> reads;
    private final RowUse rowUse;
    private final boolean isStatic;
    private final CelProgram program;
    private volatile @Nullable Evaluation constant;

    Expression(String source, ValueType type, Set<String> reads, RowUse rowUse, boolean isStatic, CelProgram program) {
        this.source = source;
        this.type = type;
        this.reads = Set.copyOf(reads);
        this.rowUse = rowUse;
        this.isStatic = isStatic;
        this.program = program;
    }

    /** Returns the text that was compiled. */
    public String source() {
        return source;
    }

    /** Returns the type of the value. */
    public ValueType type() {
        return type;
    }

    /** Returns the variables that the expression may read, groups as one: {@code version}, {@code backing}, {@code vars}. */
    public Set<String> reads() {
        return reads;
    }

    /** Returns how the expression uses the image's line in an inventory. */
    public RowUse rowUse() {
        return rowUse;
    }

    /** Returns whether the expression depends on nothing but variables of the recipe, all of which have a value. */
    public boolean isStatic() {
        return isStatic;
    }

    /** Returns the value for an image. */
    public Evaluation evaluate(Scope scope) {
        return isStatic ? evaluateStatic() : program.evaluate(scope);
    }

    /**
     * Returns the value of a static expression, which is computed once.
     *
     * @throws IllegalStateException if the expression is not static
     */
    public Evaluation evaluateStatic() {
        if (!isStatic) {
            throw new IllegalStateException("depends on the image: " + source);
        }
        Evaluation value = constant;
        if (value == null) {
            value = program.evaluate();
            constant = value;
        }
        return value;
    }

    @Override
    public String toString() {
        return source;
    }
}
