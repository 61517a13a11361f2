package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Binding.ArgumentProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.HeaderImage;
import java.util.List;
import java.util.Optional;

/** Writes the format of the backing file, where there is one. */
public final class SetBackingFormat implements OperationHandler {

    @Override
    public String name() {
        return "set-backing-format";
    }

    @Override
    public String summary() {
        return "Set the backing file's format; images without a backing file stay as they are";
    }

    @Override
    public String refusals() {
        return BackingName.REFUSALS;
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "format": %s
                  },
                  "required": ["format"]
                }
                """.formatted(BackingName.FORMAT_SCHEMA);
    }

    @Override
    public String example() {
        return """
                op: set-backing-format
                format: qcow2
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        String format = arguments.text("format");
        Optional<ArgumentProblem> problem = BackingName.checkFormat("format", format);
        if (problem.isPresent()) {
            return new Binding.Invalid(List.of(problem.get()));
        }
        return Binding.of(facts -> {
            HeaderImage header = facts.header();
            return header.backingName().isEmpty()
                    ? HeaderEdit.edited(header)
                    : BackingName.changed(header, header.with(BackingName.withFormat(header, format)));
        });
    }
}
