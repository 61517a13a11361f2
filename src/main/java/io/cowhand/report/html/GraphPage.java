package io.cowhand.report.html;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A drawing as one HTML file, to be zoomed and moved. */
public final class GraphPage {

    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    private GraphPage() {}

    /**
     * Writes a page with a drawing.
     *
     * @param out receives each line
     * @param lead what is said below the title, in lines
     * @param svg the drawing: an {@code svg} element with a {@code viewBox}, of which every text is escaped. It may have
     *     {@code style} elements without references to characters, but the page ignores {@code style} attributes
     */
    public static void write(Consumer<String> out, String title, List<String> lead, String svg) {
        List<String> styles =
                STYLE.matcher(svg).results().map(style -> style.group(1)).toList();
        HtmlPage page = HtmlPage.begin(out, title, styles);
        page.beginContent();
        page.add(Section.head(title, lead));
        page.graph(svg);
        page.end();
    }
}
