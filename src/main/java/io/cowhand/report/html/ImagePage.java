package io.cowhand.report.html;

import io.cowhand.fleet.Image;
import io.cowhand.report.Escaped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** A page about images: writes them as they come, and collects their groups. */
final class ImagePage {

    private final HtmlPage page;
    private final ImageBlocks blocks;
    private final List<Category> categories;
    private final ImageGroups groups = new ImageGroups();
    private final ProblemCodes codes = new ProblemCodes();

    private ImagePage(HtmlPage page, long expected, List<Category> categories) {
        this.page = page;
        this.blocks = new ImageBlocks(page, expected);
        this.categories = categories;
    }

    /**
     * Begins a page.
     *
     * @param expected how many images there will be; 0 if that is not known
     * @param categories the statuses, by their numbers
     */
    static ImagePage begin(Consumer<String> out, String title, long expected, List<Category> categories) {
        return new ImagePage(HtmlPage.begin(out, title), expected, categories);
    }

    /**
     * All that the page shows of an image.
     *
     * @param wave the number of the wave; 0 for none
     * @param before the header as it was found
     * @param after the header after the changes, if it differs
     * @param facts what else is known, as names and values in turn
     */
    record Shown(
            Image image,
            int wave,
            Result result,
            Optional<HeaderParts> before,
            Optional<HeaderParts> after,
            List<String> facts) {
        Shown {
            facts = List.copyOf(facts);
        }
    }

    /** Adds the next image. */
    void add(Shown shown) {
        Result result = shown.result();
        String name = Escaped.plain(shown.image().display());
        int group = groups.add(name, result);
        blocks.add(
                new ImageBlocks.Row(name, result.status(), shown.wave(), group, codes.of(result.problems())),
                (json, shapes) -> details(json, shapes, shown));
    }

    private static void details(JsonGenerator json, HeaderShapes shapes, Shown shown) {
        shown.image().uri().ifPresent(uri -> json.writeStringProperty("uri", uri));
        entries(json, "changes", shown.result().changes());
        entries(json, "problems", shown.result().problems());
        json.writeArrayPropertyStart("facts");
        shown.facts().forEach(json::writeString);
        json.writeEndArray();
        shown.before().ifPresent(header -> shapes.write(json, "before", header));
        shown.after().ifPresent(header -> shapes.write(json, "after", header));
    }

    private static void entries(JsonGenerator json, String member, List<Entry> entries) {
        json.writeArrayPropertyStart(member);
        entries.forEach(entry -> entry.write(json, false));
        json.writeEndArray();
    }

    /** Writes what is known after the last image, and ends the page. */
    void end(List<Markup> parts) {
        blocks.flush();
        page.data("facts", json -> {
            json.writeBooleanProperty("listed", blocks.areListed());
            json.writeNumberProperty("most", ImageBlocks.MOST_IMAGES);
            json.writeArrayPropertyStart("statuses");
            categories.forEach(category -> category.write(json));
            json.writeEndArray();
            codes.write(json);
            groups.write(json);
        });
        page.beginContent();
        parts.forEach(page::add);
        page.end();
    }
}
