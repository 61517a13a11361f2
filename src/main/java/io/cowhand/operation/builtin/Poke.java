package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import java.util.Optional;

/** Overwrites bytes of the first cluster after all other steps. */
public final class Poke implements OperationHandler {

    @Override
    public String name() {
        return "poke";
    }

    @Override
    public String summary() {
        return "Overwrite bytes of the first cluster after all other steps, to make broken test images";
    }

    @Override
    public boolean alwaysUnsafe() {
        return true;
    }

    @Override
    public String refusals() {
        return "Bytes after the end of the first cluster. When the recipe is applied again, its other steps see the header with"
                + " the bytes overwritten, and may refuse it.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "offset": {
                      "description": "The offset of the first byte from the start of the image.",
                      "type": "integer",
                      "minimum": 0,
                      "maximum": 2097151
                    },
                    "hex": {
                      "description": "The bytes, as pairs of hexadecimal digits; white space is ignored.",
                      "type": "string",
                      "minLength": 2
                    }
                  },
                  "required": ["offset", "hex"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: poke
                offset: 105
                hex: 01 02 03
                unsafe: true
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        int offset = arguments.number("offset").intValueExact();
        Optional<Bytes> bytes = Bytes.parseHex(arguments.text("hex")).filter(parsed -> !parsed.isEmpty());
        return bytes.isPresent()
                ? Binding.of(facts -> new HeaderEdit.Patched(offset, bytes.get()))
                : Binding.invalid("hex", "must be pairs of hexadecimal digits");
    }
}
