package io.cowhand.step;

import io.cowhand.expression.Scope;
import io.cowhand.operation.HeaderEdit;

/** The change that a step makes to an image. Pure, like the edits of operations. */
@FunctionalInterface
public interface StepEdit {

    /** Returns the outcome for an image as the steps before have left it. */
    HeaderEdit.Outcome edit(Scope scope);

    /** An edit with arguments that are the same for all images. */
    record Fixed(HeaderEdit edit) implements StepEdit {
        @Override
        public HeaderEdit.Outcome edit(Scope scope) {
            return edit.edit(scope.facts());
        }
    }
}
