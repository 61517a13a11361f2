package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a header field as a number. */
public final class SetField implements OperationHandler {

    @Override
    public String name() {
        return "set-field";
    }

    @Override
    public String summary() {
        return "Write a number into a header field, to repair or break an image by hand";
    }

    @Override
    public boolean alwaysUnsafe() {
        return true;
    }

    @Override
    public String refusals() {
        return "Fields that an image of this version, or a header of this length, does not have.";
    }

    @Override
    public String schema() {
        String fields = Arrays.stream(HeaderField.values())
                .map(field -> '"' + field.specName() + '"')
                .collect(Collectors.joining(", "));
        String refused = Arrays.stream(HeaderField.values())
                .filter(field -> field.notSettable().isPresent())
                .map(HeaderField::specName)
                .collect(Collectors.joining(", "));
        return """
                {
                  "properties": {
                    "field": {
                      "description": "The field, by its name in the specification. Other operations write these fields, so they are refused: %s.",
                      "type": "string",
                      "enum": [%s]
                    },
                    "value": {
                      "description": "The number to write.",
                      "type": "integer",
                      "minimum": 0,
                      "maximum": 18446744073709551615
                    }
                  },
                  "required": ["field", "value"]
                }
                """.formatted(refused, fields);
    }

    @Override
    public String example() {
        return """
                op: set-field
                field: refcount_order
                value: 4
                unsafe: true
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        HeaderField field = HeaderField.find(arguments.text("field")).orElseThrow();
        Optional<String> notSettable = field.notSettable();
        if (notSettable.isPresent()) {
            return Binding.invalid("field", field.specName() + " is not written as a number. " + notSettable.get());
        }
        BigInteger value = arguments.number("value");
        if (value.bitLength() > field.width() * 8) {
            return Binding.invalid(
                    "value",
                    "is too large for " + field.specName() + "; limit is " + Long.toUnsignedString(field.maximum()));
        }
        return Binding.of(facts -> edit(facts.header(), field, value.longValue()));
    }

    private static HeaderEdit.Outcome edit(HeaderImage header, HeaderField field, long value) {
        if (!header.has(field)) {
            return ProblemCode.NO_SUCH_FIELD.refusal(
                    field.specName(),
                    "",
                    header.version() < field.sinceVersion()
                            ? "version " + header.version() + " images have no field " + field.specName()
                            : "the header ends before the field " + field.specName());
        }
        return HeaderEdit.edited(header.with(field, value));
    }
}
