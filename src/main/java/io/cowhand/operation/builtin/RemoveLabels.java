package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;
import java.util.List;

/** Takes labels out of the header. */
public final class RemoveLabels implements OperationHandler {

    @Override
    public String name() {
        return "remove-labels";
    }

    @Override
    public String summary() {
        return "Remove labels by their names; the last one takes the extension with it";
    }

    @Override
    public String refusals() {
        return LabelsEdit.REFUSALS;
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "keys": {
                      "description": "The names of the labels; those that an image does not have do not matter.",
                      "type": "array",
                      "minItems": 1,
                      "items": {"type": "string"}
                    }
                  },
                  "required": ["keys"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: remove-labels
                keys: [build]
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        List<String> keys = arguments.texts("keys");
        return Binding.of(facts -> LabelsEdit.edit(facts.header(), all -> keys.forEach(all::remove)));
    }
}
