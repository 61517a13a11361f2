package io.cowhand.recipe;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A handler that binds to an edit that refuses everything, and remembers the arguments. */
final class TestOperation implements OperationHandler {

    static final String NO_ARGUMENTS = "{\"properties\": {}}";

    private static final String STAMP = """
            {
              "properties": {
                "magic": {
                  "description": "The extension's type. A number or a name.",
                  "oneOf": [
                    {"type": "integer", "minimum": 0, "maximum": 4294967295},
                    {"type": "string", "enum": ["backing-format", "labels"]}
                  ]
                },
                "text": {"type": "string", "description": "The payload as text."},
                "hex": {"type": "string", "description": "The payload in hexadecimal digits."},
                "file": {"type": "string", "format": "file-contents", "description": "A file with the payload."},
                "if-present": {
                  "type": "string", "enum": ["replace", "keep"], "default": "replace",
                  "description": "What to do with an extension of that type."
                }
              },
              "required": ["magic"],
              "oneOf": [{"required": ["text"]}, {"required": ["hex"]}, {"required": ["file"]}]
            }
            """;

    private static final String FEATURE = """
            {
              "properties": {
                "group": {"type": "string", "description": "The group."},
                "bit": {"type": "integer", "minimum": 0, "maximum": 63, "description": "The bit."},
                "feature": {"type": "string", "description": "The feature by name."}
              },
              "oneOf": [{"required": ["group", "bit"]}, {"required": ["feature"]}]
            }
            """;

    private static final String LABELS = """
            {
              "properties": {
                "labels": {
                  "type": "object", "minProperties": 1, "description": "Names and texts.",
                  "additionalProperties": {"type": "string"}
                },
                "keys": {
                  "type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string", "pattern": "^[a-z]+$"},
                  "description": "Names. Lower-case letters."
                },
                "deep": {"type": "boolean", "description": "How."}
              }
            }
            """;

    final List<Arguments> bound = new ArrayList<>();
    private final String name;
    private final String schema;
    private final boolean alwaysUnsafe;
    private final Function<Arguments, Binding> binder;

    TestOperation(String name, String schema, boolean alwaysUnsafe, Function<Arguments, Binding> binder) {
        this.name = name;
        this.schema = schema;
        this.alwaysUnsafe = alwaysUnsafe;
        this.binder = binder;
    }

    static TestOperation of(String name, String schema) {
        return new TestOperation(name, schema, false, arguments -> Binding.of(edit()));
    }

    /** Takes a magic and one payload; refuses the magic 0. */
    static TestOperation stamp() {
        return new TestOperation(
                "stamp",
                STAMP,
                false,
                arguments -> arguments
                                .optionalNumber("magic")
                                .filter(n -> n.signum() == 0)
                                .isPresent()
                        ? Binding.invalid("magic", "0 ends the extensions")
                        : Binding.of(edit()));
    }

    static TestOperation feature() {
        return of("set-feature", FEATURE);
    }

    static TestOperation labels() {
        return of("set-labels", LABELS);
    }

    static TestOperation danger() {
        return new TestOperation("danger", NO_ARGUMENTS, true, arguments -> Binding.of(edit()));
    }

    static OperationCatalog catalog(OperationHandler... more) {
        List<OperationHandler> all = new ArrayList<>(List.of(stamp(), feature(), labels(), danger()));
        all.addAll(List.of(more));
        return OperationCatalog.of(all);
    }

    private static HeaderEdit edit() {
        return facts -> HeaderEdit.refused("test", "", "", "never");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "Does " + name + ".";
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public String example() {
        return "op: " + name;
    }

    @Override
    public boolean alwaysUnsafe() {
        return alwaysUnsafe;
    }

    @Override
    public Binding bind(Arguments arguments) {
        bound.add(arguments);
        return binder.apply(arguments);
    }
}
