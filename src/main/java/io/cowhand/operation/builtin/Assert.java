package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;

/** Refuses images for which a condition is false. */
public final class Assert implements OperationHandler {

    @Override
    public String name() {
        return "assert";
    }

    @Override
    public String summary() {
        return "Refuse images for which a condition is false";
    }

    @Override
    public String refusals() {
        return "An image for which the condition is false or has no value. The steps after it still run, so that all failed"
                + " assertions of an image are reported.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "that": {
                      "description": "The condition, an expression: version >= 3. It sees the result of the steps before.",
                      "type": ["string", "boolean"],
                      "format": "condition",
                      "minLength": 1
                    },
                    "message": {
                      "description": "What to report if it is false.",
                      "type": "string",
                      "format": "message",
                      "minLength": 1,
                      "default": "the condition of this step is false"
                    }
                  },
                  "required": ["that"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: assert
                that: version >= 3
                message: compat is still 0.10 (version is ${version})
                """;
    }

    @Override
    public boolean isCheck() {
        return true;
    }

    @Override
    public Binding bind(Arguments arguments) {
        boolean holds = arguments.flag("that");
        String message = arguments.text("message");
        return Binding.of(
                facts -> holds ? HeaderEdit.edited(facts.header()) : ProblemCode.ASSERTION_FAILED.refusal(message));
    }
}
