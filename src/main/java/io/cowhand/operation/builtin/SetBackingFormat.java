package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Binding.ArgumentProblem;
import io.cowhand.operation.Choice;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderImage;
import java.util.List;
import java.util.Optional;

/** Writes the format of the backing file, where there is one. */
public final class SetBackingFormat implements OperationHandler {

    private enum IfPresent {
        FAIL,
        KEEP,
        REPLACE
    }

    @Override
    public String name() {
        return "set-backing-format";
    }

    @Override
    public String summary() {
        return "Write the format of the backing file where it is missing; images without a backing file are unchanged";
    }

    @Override
    public String refusals() {
        return BackingName.REFUSALS + " With if-present: fail, images with another format.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "format": FORMAT,
                    "if-present": {
                      "description": "What to do if the image has another format: refuse the image, keep the format, or replace it, with a warning in the plan.",
                      "type": "string",
                      "enum": CHOICE,
                      "default": "fail"
                    }
                  },
                  "required": ["format"]
                }
                """.replace("FORMAT", BackingName.FORMAT_SCHEMA).replace("CHOICE", Choice.schema(IfPresent.class));
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
        IfPresent ifPresent = arguments.choice("if-present", IfPresent.class);
        return Binding.of(facts -> edit(facts.header(), format, ifPresent));
    }

    private static HeaderEdit.Outcome edit(HeaderImage header, String format, IfPresent ifPresent) {
        Optional<Bytes> other = header.backingFormat().filter(each -> !each.equals(Bytes.utf8(format)));
        if (header.backingName().isEmpty() || other.isPresent() && ifPresent == IfPresent.KEEP) {
            return HeaderEdit.edited(header);
        }
        if (other.isPresent() && ifPresent == IfPresent.FAIL) {
            return ProblemCode.BACKING_FORMAT_PRESENT.refusal(
                    ExtensionType.BACKING_FORMAT.label(),
                    other.get().display(),
                    "the header says that the backing file is " + other.get().display() + ", not " + format
                            + "; to replace the format anyway, use if-present: replace");
        }
        return BackingName.changed(header, header.with(BackingName.withFormat(header, format)));
    }
}
