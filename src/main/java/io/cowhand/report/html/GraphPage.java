package io.cowhand.report.html;

import java.util.List;
import java.util.function.Consumer;

/** A drawing as one HTML file, to be zoomed and moved. */
public final class GraphPage {

    private GraphPage() {}

    /**
     * Writes a page with a drawing.
     *
     * @param out receives each line
     * @param lead what is said below the title, in lines
     * @param svg the drawing, an {@code svg} element with a {@code viewBox}, of which every text is escaped; the page allows
     *     neither {@code style} elements nor {@code style} attributes in it
     */
    public static void write(Consumer<String> out, String title, List<String> lead, String svg) {
        HtmlPage page = HtmlPage.begin(out, title);
        page.beginContent();
        page.add(Section.head(title, lead));
        page.graph(svg);
        page.end();
    }
}
