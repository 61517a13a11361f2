package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.ExtensionPayload;
import java.util.Map;

/** Sets labels and keeps all others. */
public final class SetLabels implements OperationHandler {

    @Override
    public String name() {
        return "set-labels";
    }

    @Override
    public String summary() {
        return "Set labels, which are names with text values; other labels of the image are kept";
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
                    "labels": {
                      "description": "The labels, as names with text values. They are stored as one JSON object in an extension that QEMU preserves.",
                      "type": "object",
                      "minProperties": 1,
                      "additionalProperties": {"type": "string"}
                    }
                  },
                  "required": ["labels"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: set-labels
                labels:
                  owner: team-storage
                  build: "41"
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        Map<String, String> labels = arguments.textMap("labels");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!ExtensionPayload.Labels.isName(label.getKey()) || !ExtensionPayload.Labels.isText(label.getValue())) {
                return Binding.invalid(
                        "labels",
                        "must be text without unpaired surrogates, and names of at most "
                                + ExtensionPayload.Labels.MAX_NAME + " characters");
            }
        }
        return Binding.of(facts -> LabelsEdit.edit(facts.header(), all -> all.putAll(labels)));
    }
}
