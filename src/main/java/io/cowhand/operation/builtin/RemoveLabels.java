package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;
import java.util.List;

/** Removes labels. */
public final class RemoveLabels implements OperationHandler {

    @Override
    public String name() {
        return "remove-labels";
    }

    @Override
    public String summary() {
        return "Remove labels; removing the last one removes the extension";
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
                      "description": "The names of the labels. Names that an image does not have are ignored.",
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
