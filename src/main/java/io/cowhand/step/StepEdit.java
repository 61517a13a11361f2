package io.cowhand.step;

import io.cowhand.expression.Scope;
import io.cowhand.operation.HeaderEdit;
import java.util.Set;

/** The change that a step makes to images. Pure, like the edits of operations. */
@FunctionalInterface
public interface StepEdit {

    /**
     * Returns the edit for an image as the steps before have left it. Where it is the same object for two images, the step does
     * the same to both if their facts are equal.
     */
    HeaderEdit of(Scope scope);

    /** Returns the variables that the expressions in its arguments may read, groups as one; none by default. */
    default Set<String> reads() {
        return Set.of();
    }

    /** An edit with arguments that are the same for all images. */
    record Fixed(HeaderEdit edit) implements StepEdit {
        @Override
        public HeaderEdit of(Scope scope) {
            return edit;
        }
    }
}
