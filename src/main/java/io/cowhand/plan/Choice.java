package io.cowhand.plan;

import io.cowhand.expression.Scope;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.step.Condition;
import io.cowhand.step.Step;
import java.util.Optional;

/**
 * What the expressions of a step choose for an image: whether it runs, and with which arguments. Where they choose the same for
 * another image with an equal header, the step does the same to it, unless its edit asks for other facts.
 *
 * @param header the header as the steps before have left it
 * @param undecided why the condition is neither true nor false; empty if it is one of them
 * @param edit the edit with its arguments; empty if the step does not run
 */
record Choice(Step step, HeaderImage header, Optional<Problem> undecided, Optional<HeaderEdit> edit) {

    /** Evaluates the expressions of a step. */
    static Choice of(Step step, Scope scope) {
        HeaderImage header = scope.facts().header();
        if (step.when().isPresent()) {
            Condition.Decision decision = step.when().get().decide(scope);
            if (!decision.holds()) {
                return new Choice(step, header, decision.problem(), Optional.empty());
            }
        }
        return new Choice(
                step, header, Optional.empty(), Optional.of(step.edit().of(scope)));
    }

    /** Returns whether the same is chosen for another image whose header is equal at this step. */
    boolean isThatFor(Scope image) {
        return isSameAs(of(step, image.with(image.facts().with(header))));
    }

    /** Returns whether another choice for the same step is the same. */
    boolean isSameAs(Choice other) {
        boolean isDecided = undecided.isEmpty() && other.undecided.isEmpty();
        // An edit with equal arguments is one object (StepEdit).
        return isDecided && edit.orElse(null) == other.edit.orElse(null);
    }

    /** Returns a hash: that of the edit, which is one object where the arguments are equal. */
    int hash() {
        return edit.hashCode();
    }
}
