package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
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

/** Adds a header extension. */
public final class AddExtension implements OperationHandler {

    private enum IfPresent {
        REPLACE,
        KEEP,
        APPEND,
        FAIL
    }

    @Override
    public String name() {
        return "add-extension";
    }

    @Override
    public String summary() {
        return "Add a header extension, or replace the existing one of its type";
    }

    @Override
    public String refusals() {
        return "With if-present: fail, images that already have an extension of the type. Without unsafe: true, extensions that"
                + " locate clusters or name the data file: bitmaps, encryption-header, data-file.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "magic": %s,
                    "text": {
                      "description": "The payload as text, stored in UTF-8.",
                      "type": "string"
                    },
                    "hex": {
                      "description": "The payload as pairs of hexadecimal digits; white space is ignored.",
                      "type": "string"
                    },
                    "base64": {
                      "description": "The payload in base64.",
                      "type": "string"
                    },
                    "file": {
                      "description": "A file that holds the payload, relative to the recipe's directory.",
                      "type": "string",
                      "minLength": 1,
                      "format": "file-contents"
                    },
                    "if-present": {
                      "description": "What to do if the image already has an extension of the type: replace its payload, keep it, append another extension unless an equal one exists, or refuse the image.",
                      "type": "string",
                      "enum": %s,
                      "default": "replace"
                    }
                  },
                  "required": ["magic"],
                  "oneOf": [
                    {"required": ["text"]},
                    {"required": ["hex"]},
                    {"required": ["base64"]},
                    {"required": ["file"]}
                  ]
                }
                """.formatted(ExtensionArguments.MAGIC_SCHEMA, Choice.schema(IfPresent.class));
    }

    @Override
    public String example() {
        return """
                op: add-extension
                magic: 0x12345678
                text: This is a test
                if-present: keep
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        List<ArgumentProblem> problems = new ArrayList<>();
        OptionalLong magic = ExtensionArguments.magic(arguments, problems::add);
        Optional<Bytes> payload = ExtensionArguments.payload(arguments, problems::add);
        if (magic.isEmpty() || payload.isEmpty()) {
            return new Binding.Invalid(problems);
        }
        HeaderExtension extension = HeaderExtension.of(magic.getAsLong(), payload.get());
        IfPresent ifPresent = arguments.choice("if-present", IfPresent.class);
        return Binding.of(facts -> edit(facts.header(), extension, ifPresent, arguments.unsafe()));
    }

    private static HeaderEdit.Outcome edit(
            HeaderImage header, HeaderExtension extension, IfPresent ifPresent, boolean unsafe) {
        List<HeaderExtension> present = header.extensions(extension.magic());
        if (ifPresent == IfPresent.FAIL && !present.isEmpty()) {
            return ProblemCode.EXTENSION_PRESENT.refusal(
                    extension.label(), "", "the image already has an extension " + extension.label());
        }
        HeaderImage changed = switch (ifPresent) {
            case KEEP, FAIL -> present.isEmpty() ? append(header, extension) : header;
            case APPEND ->
                present.stream().anyMatch(each -> each.data().equals(extension.data()))
                        ? header
                        : append(header, extension);
            case REPLACE ->
                header.with(header.extensionsWith(
                        extension.magic(), extension.data(), header.extensions().size()));
        };
        Optional<String> needs = ExtensionType.find(extension.magic()).flatMap(ExtensionType::changeNeeds);
        if (needs.isPresent() && !unsafe && !changed.equals(header)) {
            return ProblemCode.MORE_THAN_A_HEADER_CHANGE.refusal(
                    extension.label(),
                    "",
                    "an extension " + extension.label() + " cannot safely be added by a header change alone. "
                            + needs.get());
        }
        return HeaderEdit.edited(changed);
    }

    private static HeaderImage append(HeaderImage header, HeaderExtension extension) {
        List<HeaderExtension> extensions = new ArrayList<>(header.extensions());
        extensions.add(extension);
        return header.with(extensions);
    }
}
