package io.cowhand.step;

import io.cowhand.expression.Scope;
import io.cowhand.operation.HeaderEdit;
import java.util.Set;

/** The change that a step makes to an image. Pure, like the edits of operations. */
@FunctionalInterface
public interface StepEdit {

    /** Returns the outcome for an image as the steps before have left it. */
    HeaderEdit.Outcome edit(Scope scope);

    /** Returns the variables that the expressions in its arguments may read, groups as one; none by default. */
    default Set<String> reads() {
        return Set.of();
    }

    /** An edit with arguments that are the same for all images. */
    record Fixed(HeaderEdit edit) implements StepEdit {
        @Override
        public HeaderEdit.Outcome edit(Scope scope) {
            return edit.edit(scope.facts());
        }
    }
}
