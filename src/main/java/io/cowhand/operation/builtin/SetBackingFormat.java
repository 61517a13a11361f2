package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Binding.ArgumentProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.ExtensionType;
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
        return "Write the backing file's format where it is missing; images without a backing file stay as they are";
    }

    @Override
    public String refusals() {
        return BackingName.REFUSALS + " With fail, an image that says another format.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "format": %s,
                    "if-present": {
                      "description": "What to do where another format stands: refuse the image, keep it, or write this one in its place, of which the plan warns.",
                      "type": "string",
                      "enum": ["fail", "keep", "replace"],
                      "default": "fail"
                    }
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
        String policy = arguments.text("if-present");
        return Binding.of(facts -> edit(facts.header(), format, policy));
    }

    private static HeaderEdit.Outcome edit(HeaderImage header, String format, String policy) {
        Optional<Bytes> other = header.backingFormat().filter(each -> !each.equals(Bytes.utf8(format)));
        if (header.backingName().isEmpty() || other.isPresent() && policy.equals("keep")) {
            return HeaderEdit.edited(header);
        }
        if (other.isPresent() && policy.equals("fail")) {
            return HeaderEdit.refused(
                    "backing-format-present",
                    ExtensionType.BACKING_FORMAT.label(),
                    other.get().display(),
                    "the image says that its backing file is " + other.get().display() + ", not " + format
                            + "; if-present: replace writes it all the same");
        }
        return BackingName.changed(header, header.with(BackingName.withFormat(header, format)));
    }
}
