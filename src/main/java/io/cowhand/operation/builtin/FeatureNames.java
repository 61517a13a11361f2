package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Choice;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import java.util.List;

/** Writes QEMU's feature name table, or removes the table. */
public final class FeatureNames implements OperationHandler {

    private enum Mode {
        CANONICAL,
        NONE
    }

    @Override
    public String name() {
        return "feature-names";
    }

    @Override
    public String summary() {
        return "Write QEMU's feature name table, or remove the table";
    }

    @Override
    public String refusals() {
        return "With mode: canonical, version 2 images, which have no feature bits.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "mode": {
                      "description": "QEMU's table of eight names, which takes 392 bytes, or no table. QEMU itself writes the table if clusters are larger than 4 KiB.",
                      "type": "string",
                      "enum": %s
                    }
                  },
                  "required": ["mode"]
                }
                """.formatted(Choice.schema(Mode.class));
    }

    @Override
    public String example() {
        return """
                op: feature-names
                mode: none
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        return Binding.of(
                switch (arguments.choice("mode", Mode.class)) {
                    case CANONICAL -> facts -> canonical(facts.header());
                    case NONE -> facts -> none(facts.header());
                });
    }

    private static HeaderEdit.Outcome none(HeaderImage header) {
        return HeaderEdit.edited(header.with(header.extensionsWithout(ExtensionType.FEATURE_NAMES.magic())));
    }

    private static HeaderEdit.Outcome canonical(HeaderImage header) {
        if (!header.has(HeaderField.INCOMPATIBLE_FEATURES)) {
            return ProblemCode.NO_SUCH_FIELD.refusal(
                    ExtensionType.FEATURE_NAMES.label(),
                    "",
                    "version 2 images have no feature bits to name; upgrade the image first: operation upgrade");
        }
        List<HeaderExtension> extensions = header.extensionsWith(
                ExtensionType.FEATURE_NAMES.magic(),
                ExtensionPayload.FeatureNames.canonical(),
                header.positionOf(ExtensionType.FEATURE_NAMES));
        return HeaderEdit.edited(header.with(extensions));
    }
}
