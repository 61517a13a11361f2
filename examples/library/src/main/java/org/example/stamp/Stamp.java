package org.example.stamp;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.HeaderImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An operation that recipes of this program may use: it writes a text into a header extension of its own. */
public final class Stamp implements OperationHandler {

    private static final long MAGIC = 0x53544d50L; // "STMP"

    @Override
    public String name() {
        return "stamp";
    }

    @Override
    public String summary() {
        return "Write a stamp";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "text": {
                      "description": "What the stamp says.",
                      "type": "string",
                      "maxLength": 80
                    }
                  },
                  "required": ["text"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: stamp
                text: checked
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        byte[] text = arguments.text("text").getBytes(StandardCharsets.UTF_8);
        Bytes payload = Bytes.copyOf(ByteBuffer.wrap(text));
        return Binding.of(facts -> {
            HeaderImage header = facts.header();
            return HeaderEdit.edited(header.with(
                    header.extensionsWith(MAGIC, payload, header.extensions().size())));
        });
    }
}
