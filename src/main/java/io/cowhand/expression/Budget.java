package io.cowhand.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.List;
import java.util.Map;

/** The steps that are left of one evaluation (see {@link Limits}). */
final class Budget implements CelEvaluationListener {

    private long left = Limits.STEPS;

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

    private long cost(CelExpr part, Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof List || value instanceof Map) {
            return isCounted(part) ? 0 : Weight.of(value, isMade(part), left);
        }
        return value instanceof CelByteString bytes ? bytes.size() : 0;
    }

    /** Returns whether a part is the call of a function that has a name, unlike operators, which pass values on. */
    private static boolean isMade(CelExpr part) {
        return part.getKind() == Kind.CALL
                && Character.isLetter(part.call().function().charAt(0));
    }

    /** Returns whether a part only passes on what another part has evaluated to. */
    private static boolean isCounted(CelExpr part) {
        return part.getKind() == Kind.COMPREHENSION
                || part.getKind() == Kind.CALL && part.call().function().equals("_?_:_");
    }
}
