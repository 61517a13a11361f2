package io.cowhand.step;

import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Expression;
import io.cowhand.expression.Scope;
import io.cowhand.problem.Problem;
import java.util.Optional;

/**
 * An expression that decides something about each image.
 *
 * @param expression a boolean expression
 * @param where what the condition is and where it is written, for messages: {@code when (recipe.yaml:12:9)}
 */
public record Condition(Expression expression, String where) {

    /** The code of the problem of an expression that has no value for an image. */
    public static final String CONDITION_ERROR = "condition-error";

    /**
     * What a condition says about an image.
     *
     * @param holds whether it is true
     * @param problem why it is neither true nor false; empty if it is one of them
     */
    public record Decision(boolean holds, Optional<Problem> problem) {}

    /** Decides about an image. */
    public Decision decide(Scope scope) {
        Evaluation evaluation = expression.evaluate(scope);
        return evaluation instanceof Evaluation.Failed failed
                ? new Decision(false, Optional.of(error(where, failed)))
                : new Decision(((Evaluation.Value) evaluation).value().equals(true), Optional.empty());
    }

    /** Returns the problem of an expression that has no value for an image. */
    public static Problem error(String where, Evaluation.Failed failed) {
        return Problem.error(CONDITION_ERROR, where + ": " + failed.message());
    }
}
