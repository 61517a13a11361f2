package io.cowhand.report;

import io.cowhand.graph.GraphSummary;
import io.cowhand.graph.ImageGraph;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.report.GraphLayout.Place;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A graph as a picture in SVG that needs nothing else: no script, no font, no other file. Bases stand at the left, their overlays
 * at the right. Names are shortened to the width of a box; a browser shows them in full where somebody points.
 *
 * <p>Strings are escaped as for a terminal, since XML 1.0 has no way to write most control characters.
 */
public final class GraphSvg implements GraphReport {

    /** Columns of text in a box. */
    private static final int COLUMNS = 40;

    /** The width of a column in pixels, for every monospaced font in 12 pixels. */
    private static final double COLUMN = 7.25;

    private static final int LINE = 17;
    private static final int PADDING = 9;
    private static final int WIDTH = (int) (COLUMNS * COLUMN) + 2 * PADDING;
    /** From the top of a box to the baseline of its first line. */
    private static final int BASELINE = PADDING + 9;

    private static final int MARGIN = 16;
    private static final int HEADING = 28;

    /** Problems of different kinds that a box has room for. */
    private static final int PROBLEMS = 4;

    /**
     * The text of the picture's style element: rules for both colour schemes. The names begin with a word of their own, since a
     * page may hold more than a picture. No character needs to be escaped, so that a browser takes the text for this one.
     */
    public static final String STYLE = """

            .cowhand-graph { font: 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
            .cowhand-graph .paper { fill: #ffffff; }
            .cowhand-graph text { fill: #1f2328; white-space: pre; }
            .cowhand-graph .name { font-weight: bold; }
            .cowhand-graph .box { fill: #f6f8fa; stroke: #818b98; stroke-width: 1; }
            .cowhand-graph .edge { fill: none; stroke: #818b98; stroke-width: 1.25; }
            .cowhand-graph .outside .box { fill: #ffffff; stroke-dasharray: 5 4; }
            .cowhand-graph .error .box { stroke: #b3261e; stroke-width: 3; }
            .cowhand-graph .warning .box { stroke: #9a6700; stroke-width: 2; }
            .cowhand-graph .notice .box { stroke: #0550ae; }
            .cowhand-graph .mark-error { fill: #b3261e; }
            .cowhand-graph .mark-warning { fill: #9a6700; }
            .cowhand-graph .mark-notice { fill: #0550ae; }
            @media (prefers-color-scheme: dark) {
              .cowhand-graph .paper, .cowhand-graph .outside .box { fill: #0d1117; }
              .cowhand-graph text { fill: #e6edf3; }
              .cowhand-graph .box { fill: #161b22; stroke: #7d8590; }
              .cowhand-graph .edge { stroke: #7d8590; }
              .cowhand-graph .error .box { stroke: #ff7b72; }
              .cowhand-graph .warning .box { stroke: #e3b341; }
              .cowhand-graph .notice .box { stroke: #79c0ff; }
              .cowhand-graph .mark-error { fill: #ff7b72; }
              .cowhand-graph .mark-warning { fill: #e3b341; }
              .cowhand-graph .mark-notice { fill: #79c0ff; }
            }
            """;

    private final boolean all;

    /** Creates pictures; with {@code all}, equal overlays are not grouped. */
    public GraphSvg(boolean all) {
        this.all = all;
    }

    @Override
    public void write(ImageGraph graph, Consumer<String> out) {
        out.accept("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        element(graph).lines().forEach(out);
    }

    /** Returns the picture as one element, which may also stand in a page of HTML. */
    public String element(ImageGraph graph) {
        StringWriter text = new StringWriter();
        try {
            GraphBox root = GraphPicture.of(graph, all);
            new Drawing(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text), root)
                    .draw(GraphText.summary(GraphSummary.of(graph)));
        } catch (XMLStreamException unexpected) {
            throw new IllegalStateException("a picture has elements in a wrong order", unexpected);
        }
        return text.toString();
    }

    /** Returns the problems of a box, one of each code, with their severities. */
    private static Map<String, Severity> marks(GraphBox box) {
        Map<String, Severity> marks = new LinkedHashMap<>();
        for (Problem problem : box.problems()) {
            marks.putIfAbsent(problem.code(), problem.severity());
        }
        return marks;
    }

    private static int height(GraphBox box) {
        int marks = marks(box).size();
        int rows = box.lines().size() + (marks > PROBLEMS ? PROBLEMS + 1 : marks);
        return rows * LINE + 2 * PADDING - 4;
    }

    /** One picture as it is written. */
    private static final class Drawing {

        private final XMLStreamWriter xml;
        private final GraphBox root;
        private final GraphLayout layout;

        Drawing(XMLStreamWriter xml, GraphBox root) {
            this.xml = xml;
            this.root = root;
            this.layout = new GraphLayout(root, WIDTH, GraphSvg::height);
        }

        void draw(String summary) throws XMLStreamException {
            long width = Math.max(layout.width(), (long) (summary.length() * COLUMN)) + 2 * MARGIN;
            long height = layout.height() + 2 * MARGIN + HEADING;
            start("svg", "xmlns", "http://www.w3.org/2000/svg", "class", "cowhand-graph", "role", "img");
            attributes("width", number(width), "height", number(height));
            attributes("viewBox", "0 0 " + width + " " + height);
            text("title", "Images and their backing files");
            endLine();
            text("style", STYLE);
            empty("rect", "class", "paper", "width", "100%", "height", "100%");
            start("text", "x", number(MARGIN), "y", number(MARGIN + PADDING));
            xml.writeCharacters(summary);
            end();
            start("g", "transform", "translate(" + MARGIN + " " + (MARGIN + HEADING) + ")");
            endLine();
            Queue<GraphBox> open = new ArrayDeque<>(root.overlays());
            while (!open.isEmpty()) {
                GraphBox box = open.remove();
                for (GraphBox overlay : box.overlays()) {
                    edge(layout.place(box), layout.place(overlay));
                    open.add(overlay);
                }
                box(box, layout.place(box));
            }
            end();
            end();
        }

        private void edge(Place base, Place overlay) throws XMLStreamException {
            long from = base.x() + base.width();
            long middle = (from + overlay.x()) / 2;
            long start = base.y() + base.height() / 2;
            long end = overlay.y() + overlay.height() / 2;
            empty(
                    "path",
                    "class",
                    "edge",
                    "d",
                    "M" + from + " " + start + "C" + middle + " " + start + " " + middle + " " + end + " " + overlay.x()
                            + " " + end);
        }

        private void box(GraphBox box, Place place) throws XMLStreamException {
            start("g", "class", classes(box), "transform", "translate(" + place.x() + " " + place.y() + ")");
            text("title", box.title());
            if (box.kind() == GraphBox.Kind.GROUP) {
                // As a stack of boxes.
                rect("5", "5", place);
            }
            rect("0", "0", place);
            int y = BASELINE;
            for (String line : box.lines()) {
                start("text", "x", number(PADDING), "y", number(y));
                if (y == BASELINE) {
                    attributes("class", "name");
                }
                xml.writeCharacters(shortened(line));
                xml.writeEndElement();
                y += LINE;
            }
            marks(box, y);
            end();
        }

        private void rect(String x, String y, Place place) throws XMLStreamException {
            empty("rect", "class", "box", "rx", "4", "x", x, "y", y);
            attributes("width", number(place.width()), "height", number(place.height()));
        }

        private void marks(GraphBox box, int first) throws XMLStreamException {
            int y = first;
            int drawn = 0;
            Map<String, Severity> marks = GraphSvg.marks(box);
            for (Map.Entry<String, Severity> mark : marks.entrySet()) {
                if (drawn == PROBLEMS) {
                    label(y, (marks.size() - drawn) + " more");
                    break;
                }
                mark(mark.getValue(), y);
                label(y, mark.getKey());
                y += LINE;
                drawn++;
            }
        }

        /** A shape for each severity, so that nobody needs to tell colours apart. */
        private void mark(Severity severity, int y) throws XMLStreamException {
            String shape = switch (severity) {
                case ERROR -> "M1 -8l2 -2 3 3 3 -3 2 2 -3 3 3 3 -2 2 -3 -3 -3 3 -2 -2 3 -3z";
                case WARNING -> "M6 -11l6 11h-12z";
                case NOTICE -> "M6 -10a5 5 0 1 0 .01 0z";
            };
            empty("path", "class", "mark-" + severity.label());
            attributes("transform", "translate(" + PADDING + " " + y + ")", "d", shape);
        }

        private void label(int y, String words) throws XMLStreamException {
            start("text", "x", number(PADDING + LINE), "y", number(y));
            xml.writeCharacters(words);
            xml.writeEndElement();
        }

        private static String classes(GraphBox box) {
            return box.kind().name().toLowerCase(Locale.ROOT)
                    + GraphLabel.worst(box.problems())
                            .map(worst -> " " + worst.label())
                            .orElse("");
        }

        private void text(String element, String text) throws XMLStreamException {
            xml.writeStartElement(element);
            xml.writeCharacters(text);
            xml.writeEndElement();
        }

        private void start(String element, String... attributes) throws XMLStreamException {
            xml.writeStartElement(element);
            attributes(attributes);
        }

        private void empty(String element, String... attributes) throws XMLStreamException {
            xml.writeEmptyElement(element);
            attributes(attributes);
        }

        private void attributes(String... namesAndValues) throws XMLStreamException {
            for (int at = 0; at < namesAndValues.length; at += 2) {
                xml.writeAttribute(namesAndValues[at], namesAndValues[at + 1]);
            }
        }

        private void end() throws XMLStreamException {
            xml.writeEndElement();
            endLine();
        }

        private void endLine() throws XMLStreamException {
            xml.writeCharacters("\n");
        }

        private static String number(long number) {
            return Long.toString(number);
        }
    }

    /** Returns the end of a text that is too long, which tells names of files apart better than the beginning. */
    private static String shortened(String text) {
        if (TextWidth.of(text) <= COLUMNS) {
            return text;
        }
        int from = text.length();
        int width = 1;
        while (from > 0) {
            int before = text.offsetByCodePoints(from, -1);
            width += TextWidth.of(text.substring(before, from));
            if (width > COLUMNS) {
                break;
            }
            from = before;
        }
        return "…" + text.substring(from);
    }
}
