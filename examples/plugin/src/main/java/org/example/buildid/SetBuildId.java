package org.example.buildid;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import java.util.List;

/** Writes a build id into a header extension of its own, and never lets it go back to an earlier one. */
public final class SetBuildId implements OperationHandler {

    /** The extension's type: "BLID". QEMU carries along what it does not know. */
    static final long MAGIC = 0x424c4944L;

    /** What recipes write behind {@code op:}. */
    @Override
    public String name() {
        return "set-build-id";
    }

    @Override
    public String summary() {
        return "Write the id of the build that made the image";
    }

    @Override
    public String refusals() {
        return "Images of a later build.";
    }

    /** Arguments are checked by this before {@link #bind} sees them, and editors complete them. */
    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "id": {
                      "description": "The build's number.",
                      "type": "integer",
                      "minimum": 1,
                      "maximum": 999999999
                    }
                  },
                  "required": ["id"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: set-build-id
                id: 42
                """;
    }

    /** What a schema cannot say of the arguments would be said here, with {@link Binding#invalid}. */
    @Override
    public Binding bind(Arguments arguments) {
        int id = arguments.optionalNumber("id").orElseThrow().intValueExact();
        return Binding.of(facts -> edit(facts.header(), id));
    }

    /** Pure: looks at nothing but the header, and answers with the header as it shall be. */
    private static HeaderEdit.Outcome edit(HeaderImage header, int id) {
        List<HeaderExtension> present = header.extensions(MAGIC);
        if (!present.isEmpty() && number(present.get(0).data()) > id) {
            return HeaderEdit.refused(
                    "later-build", "build id", present.get(0).data().toHex(), "the image is of a later build than " + id);
        }
        List<HeaderExtension> extensions = header.extensionsWith(
                MAGIC, Bytes.ofNumber(id, Integer.BYTES), header.extensions().size());
        return HeaderEdit.edited(header.with(extensions));
    }

    private static long number(Bytes payload) {
        return payload.length() == Integer.BYTES ? payload.number(0, Integer.BYTES) : 0;
    }
}
