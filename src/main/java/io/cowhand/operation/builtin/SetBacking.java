package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Binding.ArgumentProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.HeaderImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the name and format of the backing file. */
public final class SetBacking implements OperationHandler {

    @Override
    public String name() {
        return "set-backing";
    }

    @Override
    public String summary() {
        return "Set the name and format of the backing file, as qemu-img rebase -u does";
    }

    @Override
    public String refusals() {
        return BackingName.REFUSALS
                + " Without unsafe: true, images without a backing file: guests would read the backing file where they now read"
                + " zeros.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "file": {
                      "description": "The name of the backing file, exactly as written to the header. The file is not opened and need not exist.",
                      "type": "string",
                      "minLength": 1
                    },
                    "format": FORMAT
                  },
                  "required": ["file", "format"]
                }
                """.replace("FORMAT", BackingName.FORMAT_SCHEMA);
    }

    @Override
    public String example() {
        return """
                op: set-backing
                file: /srv/ceph/base.qcow2
                format: qcow2
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        String file = arguments.text("file");
        String format = arguments.text("format");
        List<ArgumentProblem> problems = Stream.of(
                        BackingName.checkName("file", file), BackingName.checkFormat("format", format))
                .flatMap(Optional::stream)
                .toList();
        if (!problems.isEmpty()) {
            return new Binding.Invalid(problems);
        }
        return Binding.of(facts -> edit(facts.header(), Bytes.utf8(file), format, arguments.unsafe()));
    }

    private static HeaderEdit.Outcome edit(HeaderImage header, Bytes file, String format, boolean unsafe) {
        HeaderEdit.Outcome outcome =
                BackingName.changed(header, header.with(BackingName.withFormat(header, format), file));
        return outcome instanceof HeaderEdit.Edited && header.backingName().isEmpty() && !unsafe
                ? ProblemCode.NO_BACKING_FILE.refusal(
                        "backing_file",
                        "",
                        "the image has no backing file: guests would read " + file.display()
                                + " where they now read zeros; to set it anyway, use unsafe: true")
                : outcome;
    }
}
