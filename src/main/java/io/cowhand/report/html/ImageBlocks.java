package io.cowhand.report.html;

import io.cowhand.json.JsonLines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import tools.jackson.core.JsonGenerator;

/** The images of a page, in blocks of bounded size: rows, by which they are found, and details. */
final class ImageBlocks {

    /** The most images that a page lists; of a larger fleet, it shows only the groups. */
    static final int MOST_IMAGES = 200_000;

    private static final int ROWS = 4096;
    /** Characters of details at which a block ends, as headers may be large. */
    private static final int DETAILS = 1 << 22;

    private final HtmlPage page;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private HeaderShapes shapes = new HeaderShapes();
    private int characters;
    private final boolean isTooLarge;
    private long images;

    /**
     * Creates a list without images.
     *
     * @param expected how many images there will be; 0 if that is not known
     */
    ImageBlocks(HtmlPage page, long expected) {
        this.page = page;
        this.isTooLarge = expected > MOST_IMAGES;
    }

    /**
     * What images are found by.
     *
     * @param image the name
     * @param status the number of the status
     * @param wave the number of the wave; 0 for none
     * @param group the number of the group
     * @param codes the numbers of the problems' codes
     */
    record Row(String image, int status, int wave, int group, List<Integer> codes) {
        Row {
            codes = List.copyOf(codes);
        }
    }

    /** Adds an image, with the members of an object that says all else about it. */
    void add(Row row, BiConsumer<JsonGenerator, HeaderShapes> members) {
        images++;
        if (!areListed()) {
            return;
        }
        String detail = JsonLines.object(json -> members.accept(json, shapes));
        rows.add(row);
        details.add(detail);
        characters += detail.length();
        if (rows.size() == ROWS || characters + shapes.characters() >= DETAILS) {
            flush();
        }
    }

    /** Returns whether the page lists the images. */
    boolean areListed() {
        return !isTooLarge && images <= MOST_IMAGES;
    }

    /** Writes what is not yet written. */
    void flush() {
        if (rows.isEmpty()) {
            return;
        }
        page.data("rows", json -> {
            column(json, "images", row -> json.writeString(row.image()));
            numbers(json, "statuses", Row::status);
            numbers(json, "waves", Row::wave);
            numbers(json, "groups", Row::group);
            column(json, "codes", row -> {
                json.writeStartArray();
                row.codes().forEach(json::writeNumber);
                json.writeEndArray();
            });
        });
        page.data("details", json -> {
            json.writeArrayPropertyStart("images");
            details.forEach(json::writeRawValue);
            json.writeEndArray();
            shapes.writeShapes(json);
        });
        rows.clear();
        details.clear();
        shapes = new HeaderShapes();
        characters = 0;
    }

    private void column(JsonGenerator json, String name, Consumer<Row> cell) {
        json.writeArrayPropertyStart(name);
        rows.forEach(cell);
        json.writeEndArray();
    }

    private void numbers(JsonGenerator json, String name, ToIntFunction<Row> number) {
        column(json, name, row -> json.writeNumber(number.applyAsInt(row)));
    }
}
