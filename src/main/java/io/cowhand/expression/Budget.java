package io.cowhand.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.List;

/** The steps that are left of one evaluation (see {@link Limits}). */
final class Budget implements CelEvaluationListener {

    private int left = Limits.STEPS;

    /** Counts a part that was evaluated, and what it evaluated to. */
    @Override
    public void callback(CelExpr part, Object value) {
        left -= 1 + cost(part, value);
        if (left < 0) {
            left = 0;
            throw new EvaluationFailure("the evaluation takes too long or builds too much; limit is " + Limits.STEPS
                    + " parts, characters and elements");
        }
    }

    private static int cost(CelExpr part, Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof List<?> list) {
            int size = list.size();
            if (size < 0 || size > Limits.LIST) {
                throw new EvaluationFailure("a list has too many elements; limit is " + Limits.LIST);
            }
            return cost(part, size);
        }
        return value instanceof CelByteString bytes ? bytes.size() : 0;
    }

    private static int cost(CelExpr part, int size) {
        return switch (part.getKind()) {
            case IDENT -> part.ident().name().startsWith("@") ? 0 : size / Limits.ELEMENTS_PER_STEP;
            case CALL ->
                switch (part.call().function()) {
                    // These pass on what they are given, in each round of a macro, too.
                    case "_+_", "_?_:_" -> 0;
                    case "_[_]" -> size / Limits.ELEMENTS_PER_STEP;
                    default -> size;
                };
            case SELECT -> size / Limits.ELEMENTS_PER_STEP;
            // Elements of literals, and rounds of macros, have been counted one by one.
            default -> 0;
        };
    }
}
