package io.cowhand.inventory;

import io.cowhand.os.PathBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads names of images: literal bytes, on lines or separated by NUL. Empty names are passed over. */
final class NameLines {

    private final LineInput lines;
    private final Findings findings;

    NameLines(LineInput lines, Findings findings) {
        this.lines = lines;
        this.findings = findings;
    }

    void read(InventoryVisitor images) throws IOException {
        // A name is shorter than the longest line, so the first NUL is near the start if there are any.
        boolean hasNul = lines.beginsWithLineOf((byte) 0);
        if (hasNul) {
            lines.separateBy((byte) 0);
        }
        while (!findings.isFull() && lines.next()) {
            ByteBuffer name = lines.bytes();
            int last = name.limit() - 1;
            if (!hasNul && name.hasRemaining() && name.get(last) == '\r') {
                name.limit(last);
            }
            if (name.hasRemaining()) {
                visit(name, images);
            }
        }
    }

    private void visit(ByteBuffer name, InventoryVisitor images) {
        Path path;
        try {
            path = PathBytes.of(name);
        } catch (IllegalArgumentException malformed) {
            findings.add(ProblemCode.BAD_NAME, lines.number(), 1, "a NUL is not part of a name");
            return;
        }
        images.image(path, Row.EMPTY, lines.number());
    }
}
