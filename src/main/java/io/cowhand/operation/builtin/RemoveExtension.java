package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Binding.ArgumentProblem;
import io.cowhand.operation.Choice;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Removes header extensions. */
public final class RemoveExtension implements OperationHandler {

    private enum Occurrence {
        ALL,
        FIRST,
        LAST
    }

    private enum IfAbsent {
        IGNORE,
        FAIL
    }

    @Override
    public String name() {
        return "remove-extension";
    }

    @Override
    public String summary() {
        return "Remove header extensions of a type; with occurrence: first or last, each run removes another one";
    }

    @Override
    public String refusals() {
        return "With if-absent: fail, images without an extension of the type. Without unsafe: true, the bitmaps extension, which"
                + " drop-bitmaps removes, and one of several extensions that locate clusters or name the data file.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "magic": %s,
                    "occurrence": {
                      "description": "Which of several extensions to remove. With first or last, applying the recipe again removes another one.",
                      "type": "string",
                      "enum": %s,
                      "default": "all"
                    },
                    "if-absent": {
                      "description": "What to do if the image has no such extension: ignore that, or refuse the image.",
                      "type": "string",
                      "enum": %s,
                      "default": "ignore"
                    }
                  },
                  "required": ["magic"]
                }
                """.formatted(
                ExtensionArguments.MAGIC_SCHEMA, Choice.schema(Occurrence.class), Choice.schema(IfAbsent.class));
    }

    @Override
    public String example() {
        return """
                op: remove-extension
                magic: 0x12345678
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        List<ArgumentProblem> problems = new ArrayList<>();
        OptionalLong magic = ExtensionArguments.magic(arguments, problems::add);
        if (magic.isEmpty()) {
            return new Binding.Invalid(problems);
        }
        Occurrence occurrence = arguments.choice("occurrence", Occurrence.class);
        boolean isRequired = arguments.choice("if-absent", IfAbsent.class) == IfAbsent.FAIL;
        return Binding.of(facts -> edit(facts.header(), magic.getAsLong(), occurrence, isRequired, arguments.unsafe()));
    }

    private static HeaderEdit.Outcome edit(
            HeaderImage header, long magic, Occurrence occurrence, boolean isRequired, boolean unsafe) {
        List<HeaderExtension> present = header.extensions(magic);
        String label = ExtensionType.label(magic);
        if (present.isEmpty()) {
            return isRequired
                    ? ProblemCode.EXTENSION_ABSENT.refusal(label, "", "the image has no extension " + label)
                    : HeaderEdit.edited(header);
        }
        Optional<String> needs = ExtensionType.find(magic).flatMap(ExtensionType::changeNeeds);
        boolean leavesAnother = occurrence != Occurrence.ALL && present.size() > 1;
        if (needs.isPresent() && !unsafe && (leavesAnother || magic == ExtensionType.BITMAPS.magic())) {
            return ProblemCode.MORE_THAN_A_HEADER_CHANGE.refusal(
                    label,
                    "",
                    "an extension " + label + " cannot safely be removed by a header change alone. " + needs.get());
        }
        return HeaderEdit.edited(
                switch (occurrence) {
                    case FIRST -> without(header, header.extensions().indexOf(present.get(0)));
                    case LAST -> without(header, header.extensions().lastIndexOf(present.get(present.size() - 1)));
                    case ALL -> header.with(header.extensionsWithout(magic));
                });
    }

    private static HeaderImage without(HeaderImage header, int index) {
        List<HeaderExtension> extensions = new ArrayList<>(header.extensions());
        extensions.remove(index);
        return header.with(extensions);
    }
}
