package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Binding.ArgumentProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.PathComponents;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Replaces the leading path components of the backing file name. */
public final class MoveBacking implements OperationHandler {

    @Override
    public String name() {
        return "move-backing";
    }

    @Override
    public String summary() {
        return "Replace leading path components of the backing file name, after a storage move";
    }

    @Override
    public String refusals() {
        return BackingName.REFUSALS
                + " A json: or protocol name that contains the text of from, a name with a zero byte, and a result that is"
                + " too long.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "from": {
                      "description": "The leading path components to replace. Only whole components match: /mnt/a does not match /mnt/ab.",
                      "type": "string",
                      "minLength": 1
                    },
                    "to": {
                      "description": "The path components that replace them. If they begin with those of from, applying the recipe again changes the name again; the plan warns about this.",
                      "type": "string",
                      "minLength": 1
                    }
                  },
                  "required": ["from", "to"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: move-backing
                from: /mnt/old
                to: /srv/new
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        String from = arguments.text("from");
        String to = arguments.text("to");
        List<ArgumentProblem> problems = Stream.of(BackingName.checkName("from", from), BackingName.checkName("to", to))
                .flatMap(Optional::stream)
                .toList();
        if (!problems.isEmpty()) {
            return new Binding.Invalid(problems);
        }
        PathComponents leading = PathComponents.of(Bytes.utf8(from));
        PathComponents replacement = PathComponents.of(Bytes.utf8(to));
        return Binding.of(facts -> edit(facts.header(), from, leading, replacement));
    }

    private static HeaderEdit.Outcome edit(
            HeaderImage header, String from, PathComponents leading, PathComponents replacement) {
        Optional<Bytes> name = header.backingName();
        if (name.isEmpty()) {
            return HeaderEdit.edited(header);
        }
        String display = name.get().display();
        if (FileName.isProtocol(display)) {
            return BackingName.mentions(display, from)
                    ? ProblemCode.BACKING_FILE_NOT_A_PATH.refusal(
                            "backing_file",
                            display,
                            "the backing file name is not a path, but contains \"" + from
                                    + "\"; change it with replace-backing or set-backing")
                    : HeaderEdit.edited(header);
        }
        Optional<Bytes> rest = PathComponents.of(name.get()).after(leading);
        if (rest.isEmpty()) {
            return HeaderEdit.edited(header);
        }
        Bytes moved = replacement.join(rest.get());
        HeaderEdit.Outcome outcome = BackingName.rename(header, moved);
        boolean again = PathComponents.of(moved)
                .after(leading)
                .map(replacement::join)
                .filter(twice -> !twice.equals(moved))
                .isPresent();
        return again ? Names.matchesAgain(outcome, "backing_file", moved) : outcome;
    }
}
