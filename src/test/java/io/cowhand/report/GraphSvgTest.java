package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.graph.ImageGraph;
import io.cowhand.inspect.BackingTarget;
import io.cowhand.testing.GraphFleet;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The picture of a graph, as an XML parser reads it. */
class GraphSvgTest {

    private static final Pattern PLACE = Pattern.compile("translate\\((-?\\d+) (-?\\d+)\\)");
    /** No monospaced font of 12 pixels has wider characters. */
    private static final double WIDEST = 7.25;

    private static Document picture(ImageGraph graph) throws Exception {
        return picture(graph, false);
    }

    private static Document picture(ImageGraph graph, boolean all) throws Exception {
        List<String> lines = new ArrayList<>();
        new GraphSvg(all).write(graph, lines::add);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(String.join("\n", lines))));
    }

    private static List<Element> elements(Document picture, String name) {
        return elements(picture.getElementsByTagName(name));
    }

    private static List<Element> elements(NodeList found) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** A box as it is drawn, in pixels. */
    private record Box(List<String> classes, String title, List<String> texts, int x, int y, int width, int height) {

        static Box of(Element group) {
            Matcher place = PLACE.matcher(group.getAttribute("transform"));
            assertThat(place.matches()).isTrue();
            Element rect = (Element) group.getElementsByTagName("rect").item(0);
            return new Box(
                    List.of(group.getAttribute("class").split(" ")),
                    group.getElementsByTagName("title").item(0).getTextContent(),
                    elements(group.getElementsByTagName("text")).stream()
                            .map(Element::getTextContent)
                            .toList(),
                    Integer.parseInt(place.group(1)),
                    Integer.parseInt(place.group(2)),
                    Integer.parseInt(rect.getAttribute("width")),
                    Integer.parseInt(rect.getAttribute("height")));
        }

        boolean overlaps(Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    private static List<Box> boxes(Document picture) {
        return elements(picture, "g").stream()
                .filter(group -> !group.getAttribute("class").isEmpty())
                .map(Box::of)
                .toList();
    }

    private static ImageGraph graph(int count, IntUnaryOperator base) {
        return GraphFleet.of(count, base).graph();
    }

    @Test
    void thirtyImagesAreLegible() throws Exception {
        int[] base = {-1, 0, 0, 1, 1, 5, 4, 4, -1, 8, 8, 9, 12, 12, 13};
        Document picture = picture(graph(30, i -> i < base.length ? base[i] : i % 2 == 0 ? 8 : 0));

        List<Box> boxes = boxes(picture);
        assertThat(boxes).hasSize(30);
        for (Box box : boxes) {
            assertThat(boxes.stream().filter(box::overlaps)).as(box.title).containsExactly(box);
            assertThat(box.height).isGreaterThanOrEqualTo(box.texts.size() * 17);
        }
        Element svg = picture.getDocumentElement();
        assertThat(boxes).allSatisfy(box -> {
            assertThat(box.x).isNotNegative();
            assertThat(box.y).isNotNegative();
            assertThat(box.x + box.width).isLessThan(Integer.parseInt(svg.getAttribute("width")));
            assertThat(box.y + box.height).isLessThan(Integer.parseInt(svg.getAttribute("height")));
        });
        assertThat(elements(picture, "path").stream()
                        .filter(path -> path.getAttribute("class").equals("edge")))
                .hasSize(26);
    }

    @Test
    void anOverlayStandsAtTheRightOfItsBase() throws Exception {
        List<Box> boxes = boxes(picture(graph(3, i -> i - 1)));

        assertThat(boxes.stream().map(box -> box.texts.get(0))).containsExactly("/f/0", "/f/1", "/f/2");
        assertThat(boxes.get(1).x).isGreaterThan(boxes.get(0).x + boxes.get(0).width);
        assertThat(boxes.get(2).x).isGreaterThan(boxes.get(1).x + boxes.get(1).width);
    }

    @Test
    void aLongNameIsShortenedToTheBoxAndInFullWhereSomebodyPoints() throws Exception {
        String name = "/srv/images/" + "very-long-".repeat(30) + "name-\u6f22\u5b57-1.qcow2";
        List<Box> boxes = boxes(picture(new GraphFleet().add(name).graph()));

        String shown = boxes.get(0).texts.get(0);
        assertThat(shown).startsWith("…").endsWith("name-\u6f22\u5b57-1.qcow2");
        assertThat(TextWidth.of(shown) * WIDEST).isLessThanOrEqualTo(boxes.get(0).width - 18);
        assertThat(boxes.get(0).title).startsWith(name + "\nqcow2, 1 MiB");
    }

    @Test
    void threeThousandEqualOverlaysAreOneBox() throws Exception {
        List<Box> boxes = boxes(picture(graph(3000, i -> i < 29 ? i - 1 : 5)));

        assertThat(boxes).hasSize(30);
        assertThat(boxes.get(boxes.size() - 1).texts).containsExactly("/f/28", "qcow2, 1 MiB");
        assertThat(boxes.stream().filter(box -> box.classes.contains("group")))
                .singleElement()
                .satisfies(box -> {
                    assertThat(box.texts).containsExactly("2,971 overlays", "qcow2, 1 MiB");
                    assertThat(box.title).startsWith("/f/29, /f/30, …");
                });
        assertThat(boxes(picture(graph(3000, i -> i < 29 ? i - 1 : 5), true))).hasSize(3000);
    }

    @Test
    void aChainIsDrawnToALevelAndTheRestIsCounted() throws Exception {
        List<Box> boxes = boxes(picture(graph(100_000, i -> i - 1)));

        assertThat(boxes).hasSize(41);
        assertThat(boxes.get(40).texts).containsExactly("99,960 images further on");
    }

    /** Whoever does not see the colours sees the words, and the shape before them. */
    @Test
    void aProblemIsInWordsAndHasAShape() throws Exception {
        Document picture = picture(new GraphFleet()
                .add("/f/a", new BackingTarget.Absent(Path.of("/f/gone"), "cannot be found: no such file"))
                .add("/f/loop", GraphFleet.there(1))
                .add("/f/p", new BackingTarget.NotFollowed("is named by a protocol"))
                .graph());

        List<Box> boxes = boxes(picture);
        assertThat(boxes.stream().map(box -> String.join("|", box.texts)))
                .containsExactlyInAnyOrder(
                        "/f/loop|qcow2, 1 MiB|loop: on /f/loop|backing-loop",
                        "/f/gone|no such file",
                        "/f/a|qcow2, 1 MiB|backing-file-missing",
                        "base|not followed",
                        "/f/p|qcow2, 1 MiB|backing-not-found");
        assertThat(boxes.stream().map(box -> String.join(" ", box.classes)))
                .containsExactlyInAnyOrder("file error", "outside", "file error", "outside", "file warning");
        List<String> shapes = elements(picture, "path").stream()
                .filter(path -> path.getAttribute("class").startsWith("mark-"))
                .map(path -> path.getAttribute("class") + path.getAttribute("d"))
                .distinct()
                .toList();
        assertThat(shapes).hasSize(2);
    }

    @Test
    void aHostileNameIsNothingButText() throws Exception {
        String name = "/f/<script>alert(1)</script>\"'&amp;]]>\u001b[31m\n\u202e\ud83d\ude00\uffff";
        Document picture = picture(new GraphFleet().add(name).graph());

        Box box = boxes(picture).get(0);
        assertThat(box.title)
                .isEqualTo(
                        "/f/<script>alert(1)</script>\"'&amp;]]>\\x1b[31m\\n\\u202e\ud83d\ude00\\uffff\nqcow2, 1 MiB");
        assertThat(elements(picture, "*").stream().map(Element::getTagName).distinct())
                .containsExactlyInAnyOrder("svg", "title", "style", "rect", "text", "g");
    }

    @Test
    void aPictureNeedsNothingElse() throws Exception {
        List<String> lines = new ArrayList<>();
        new GraphSvg(false).write(graph(10, i -> i - 1), lines::add);

        assertThat(String.join("\n", lines).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("href", "url(", "@import", "http", "script", "onload")
                .contains("@media (prefers-color-scheme: dark)");
        assertThat(new GraphSvg(false).element(graph(1, i -> -1))).startsWith("<svg ");
    }
}
