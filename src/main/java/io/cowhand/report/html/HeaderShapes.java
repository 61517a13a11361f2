package io.cowhand.report.html;

import io.cowhand.report.html.HeaderParts.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The headers of a block of images. Most have the same parts, with the same bytes in most of them: of a header, only what
 * differs from the first one with the same parts is written.
 */
final class HeaderShapes {

    private final Map<List<String>, Integer> numbers = new HashMap<>();
    private final List<HeaderParts> shapes = new ArrayList<>();
    private int characters;

    /**
     * Writes a header as a member of the current object: the number of its shape, then, for each part that differs, its
     * number in the shape, length, bytes and text.
     */
    void write(JsonGenerator json, String member, HeaderParts header) {
        int number = numbers.computeIfAbsent(names(header), absent -> shapes.size());
        if (number == shapes.size()) {
            HeaderParts kept = header.withoutWindow();
            shapes.add(kept);
            characters += kept.characters();
        }
        List<Part> usual = shapes.get(number).parts();
        json.writeArrayPropertyStart(member);
        json.writeNumber(number);
        for (int i = 0; i < usual.size(); i++) {
            Part part = header.parts().get(i);
            if (!part.isSame(usual.get(i))) {
                json.writeNumber(i);
                values(json, part);
            }
        }
        json.writeEndArray();
    }

    /** Returns the number of characters that the shapes take. */
    int characters() {
        return characters;
    }

    private static List<String> names(HeaderParts header) {
        List<String> names = new ArrayList<>();
        header.parts().forEach(part -> {
            names.add(part.kind().name());
            names.add(part.name());
        });
        return names;
    }

    /** Writes the shapes, in the order of their numbers, as a member of the current object. */
    void writeShapes(JsonGenerator json) {
        json.writeArrayPropertyStart("shapes");
        for (HeaderParts shape : shapes) {
            json.writeStartArray();
            for (Part part : shape.parts()) {
                json.writeStartArray();
                json.writeString(part.kind().words());
                json.writeString(part.name());
                values(json, part);
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void values(JsonGenerator json, Part part) {
        json.writeNumber(part.length());
        json.writeString(part.hex());
        json.writeString(part.text().get());
    }
}
