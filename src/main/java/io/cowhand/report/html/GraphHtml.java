package io.cowhand.report.html;

import io.cowhand.graph.GraphSummary;
import io.cowhand.graph.ImageGraph;
import io.cowhand.report.GraphReport;
import io.cowhand.report.GraphSvg;
import io.cowhand.report.GraphText;
import io.cowhand.report.Style;
import java.util.List;
import java.util.function.Consumer;

/** A graph as one HTML file: the picture, to be zoomed and moved, and the same as text. */
public final class GraphHtml implements GraphReport {

    private static final String TITLE = "Images and their backing files";

    /** The maximum number of files of which the text names each, even if equal ones are one box of the picture. */
    private static final int MOST_NAMED = 20_000;

    private final boolean all;

    /** Creates pages; with {@code all}, equal overlays are not grouped. */
    public GraphHtml(boolean all) {
        this.all = all;
    }

    @Override
    public void write(ImageGraph graph, Consumer<String> out) {
        HtmlPage page = HtmlPage.begin(out, TITLE, List.of(GraphSvg.STYLE));
        page.beginContent();
        page.add(Section.head(
                TITLE,
                List.of(GraphText.summary(GraphSummary.of(graph))),
                "To zoom and move the picture needs JavaScript, which is turned off here."
                        + " The page requests nothing from the network."));
        page.graph(new GraphSvg(all).element(graph));
        page.beginText("As text");
        new GraphText(Style.PLAIN, all || graph.size() <= MOST_NAMED)
                .write(graph, line -> page.add(new Markup().element("span", line)));
        page.endText();
        page.end();
    }
}
