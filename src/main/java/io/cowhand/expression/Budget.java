package io.cowhand.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.List;

/** The steps that are left of one evaluation (see {@link Limits}). */
final class Budget implements CelEvaluationListener {

    private int left = Limits.STEPS;

    /** Counts a part that was evaluated, and what it evaluated to. */
    @Override
    public void callback(CelExpr part, Object value) {
        left--;
        if (value instanceof String text) {
            left -= text.length();
        } else if (value instanceof List<?> list) {
            left -= ListCost.of(part, list);
        }
        if (left < 0) {
            left = 0;
            throw new EvaluationFailure("the evaluation takes too long, or builds too much; limit is " + Limits.STEPS
                    + " steps and characters");
        }
    }
}
