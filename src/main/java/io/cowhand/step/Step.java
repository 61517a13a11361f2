package io.cowhand.step;

import io.cowhand.operation.HeaderEdit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One step of a recipe, bound.
 *
 * @param number the position among the steps of the recipe, from 1
 * @param operation the name of the operation
 * @param unsafe whether the step is exempt from the rules that keep an image from harm
 * @param isCheck whether the step only checks images ({@link io.cowhand.operation.OperationHandler#isCheck})
 * @param when the condition on which the step runs; empty if it always does
 * @param edit the change that it makes
 */
public record Step(
        int number, String operation, boolean unsafe, boolean isCheck, Optional<Condition> when, StepEdit edit) {

    /** Creates a step that edits every image in the same way. */
    public Step(int number, String operation, boolean unsafe, HeaderEdit edit) {
        this(number, operation, unsafe, false, Optional.empty(), new StepEdit.Fixed(edit));
    }

    /** Returns the variables that its expressions may read, groups as one. */
    public Set<String> reads() {
        Set<String> reads = new TreeSet<>(edit.reads());
        when.ifPresent(condition -> reads.addAll(condition.expression().reads()));
        return reads;
    }

    /** Returns whether the step depends on the image in other ways than its operation does by itself. */
    public boolean hasExpressions() {
        return when.isPresent() || !(edit instanceof StepEdit.Fixed);
    }
}
