package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.InUse;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Problem;
import io.cowhand.result.Heading;
import io.cowhand.undo.UndoClass;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of Markdown sees in a report, whatever the names are. */
class MarkdownReportTest {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
            .build();

    /** Kinds of nodes, besides code, of which the report itself is made. */
    private static final List<String> OWN = List.of(
            "Document",
            "Heading",
            "Paragraph",
            "Text",
            "SoftLineBreak",
            "BulletList",
            "ListItem",
            "HtmlBlock",
            "TableBlock",
            "TableHead",
            "TableBody",
            "TableRow",
            "TableCell",
            "Code",
            "FencedCodeBlock");

    private static final String HTML = "<details( open)?>\\n<summary>[\\w ,:()-]+</summary>|</details>";

    private final List<Node> nodes = new ArrayList<>();

    private static List<String> lines(String recipe, List<ImageResult> results) {
        List<String> lines = new ArrayList<>();
        MarkdownReport report = new MarkdownReport(lines::add);
        report.begin(new Heading(recipe, 3, results.size(), Optional.empty(), true));
        results.forEach(report::result);
        report.end(summary(results, Optional.of(recipe)));
        return lines;
    }

    static RunSummary summary(List<ImageResult> results, Optional<String> stopsAt) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        results.forEach(result -> counts.merge(result.status(), 1L, Long::sum));
        return new RunSummary(
                true, List.of(), counts, false, true, stopsAt, Optional.of("sha256:00"), RolloutSummary.NONE);
    }

    private void read(List<String> lines) {
        PARSER.parse(String.join("\n", lines)).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                nodes.add(parent);
                super.visitChildren(parent);
            }

            @Override
            public void visit(Text text) {
                nodes.add(text);
            }

            @Override
            public void visit(Code code) {
                nodes.add(code);
            }

            @Override
            public void visit(FencedCodeBlock block) {
                nodes.add(block);
            }

            @Override
            public void visit(HtmlBlock html) {
                nodes.add(html);
            }
        });
    }

    private <N extends Node> Stream<N> all(Class<N> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`",
                "``` `",
                "a`b``c",
                "|",
                "\\|",
                "a\\",
                " a ",
                "<img src=x onerror=alert(1)>",
                "</summary></details><b>",
                "<!-- -->",
                "@octocat",
                "#1 GH-1 o/r#1",
                "https://example.org/x www.example.org a@example.org",
                "[a](https://example.org)",
                "![a](https://example.org/a.png)",
                "**b** _i_ ~~s~~",
                "&lt;b&gt;",
                "$x$ :cow:",
                "- a",
                "# a",
                "| a | b |\n| --- | --- |",
                "\r\n\r\n```\n<b>",
                "\u202e\u2028a"
            })
    void noNameIsMoreThanCode(String name) {
        String backing = name + name;
        StepProblem warning = StepProblem.ofImage(Problem.warning("odd", "warning " + name));
        ImageResult changed = SampleResults.rebased(name, Status.WOULD_CHANGE, backing);
        read(lines(
                name,
                List.of(
                        changed.with(new InUse(name)),
                        SampleResults.with(SampleResults.image(name), Status.UNCHANGED, warning),
                        SampleResults.with(
                                SampleResults.image(name), Status.REFUSED, SampleResults.refusal("refused " + name)))));

        assertThat(nodes.stream().map(node -> node.getClass().getSimpleName()).distinct())
                .isSubsetOf(OWN);
        assertThat(all(HtmlBlock.class).map(HtmlBlock::getLiteral)).allMatch(html -> html.matches(HTML));
        assertThat(all(TableBlock.class)).hasSize(1);
        assertThat(all(TableCell.class)).hasSize(2 + 2 * 4);
        String shown = Escaped.plain(name);
        // As a path, a name loses slashes that mean nothing.
        String image = Escaped.plain(Path.of(name).toString());
        assertThat(all(Code.class).map(Code::getLiteral))
                .as("the recipe, the image in use, who uses it, where apply stops, and the three images")
                .containsExactlyInAnyOrder(
                        shown,
                        "sha256:00",
                        image,
                        shown,
                        shown,
                        image,
                        image,
                        image,
                        "on-error: stop",
                        "warning " + shown,
                        "step 3 assert: refused " + shown);
        assertThat(all(FencedCodeBlock.class).map(FencedCodeBlock::getLiteral))
                .singleElement()
                .asString()
                .contains(Escaped.quoted("/mnt/" + backing) + " -> " + Escaped.quoted("/srv/" + backing));
        assertThat(all(Text.class).map(Text::getLiteral))
                .as("text outside code")
                .noneMatch(text -> text.matches(".*[@#<>`|\\[\\]*\\\\$&~].*"));
    }

    @Test
    void aHundredThousandImagesThatAllDifferFitIntoAComment() {
        List<String> lines = new ArrayList<>();
        MarkdownReport report = new MarkdownReport(lines::add);
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        Fleet.results(100_000).forEach(result -> {
            counts.merge(result.status(), 1L, Long::sum);
            report.result(result);
        });
        report.end(new RunSummary(true, Optional.empty(), counts));

        String text = String.join("\n", lines) + "\n";
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(40_000, 60_000);
        assertThat(text).contains("| would change | 20,000 |", "| refused | 20,000 |");
        assertThat(counted(text, "20,000 images refused", "</details>", "more problems"))
                .isEqualTo(20_000);
        assertThat(counted(text, "20,000 images unreadable", "</details>", "more problems"))
                .isEqualTo(20_000);
        assertThat(counted(text, "Warnings", "</details>", "more problems")).isEqualTo(20_000);
        assertThat(text).endsWith(" more images with other changes.\n");
    }

    /** Returns how many problems of a section are listed or counted. */
    private static long counted(String text, String heading, String end, String more) {
        String section = text.substring(text.indexOf("<summary>" + heading));
        section = section.substring(0, section.indexOf(end));
        long left = section.lines()
                .filter(line -> line.endsWith(more + "."))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        return section.lines().filter(line -> line.startsWith("- ")).count() + left;
    }

    @Test
    void whatWentWrongLeavesRoomForTheChanges() {
        List<ImageResult> results = new ArrayList<>();
        Fleet.results(5_000).forEach(results::add);
        read(lines("large", results));
        assertThat(all(FencedCodeBlock.class)).hasSizeGreaterThan(5);
    }

    @Test
    void aLongNameIsCutShort() {
        String name = "a".repeat(499) + "\ud83d\udc04" + "b".repeat(100);
        assertThat(MarkdownText.code(name)).isEqualTo("`" + "a".repeat(499) + "…`");
    }

    /** A fleet in which no two images have anything in common. */
    private static final class Fleet {

        static Stream<ImageResult> results(int count) {
            return IntStream.range(0, count).mapToObj(Fleet::result);
        }

        private static ImageResult result(int number) {
            String name = "vm-" + number + "-" + "\u4e2d".repeat(40);
            return switch (number % 5) {
                case 0 ->
                    SampleResults.changed(
                            SampleResults.image(name),
                            Status.WOULD_CHANGE,
                            List.of(new PlannedChange(
                                    1,
                                    "poke",
                                    true,
                                    new Change.RawBytes(number, Bytes.zeros(400), Bytes.ofNumber(number, 4)))),
                            UndoClass.ANYTIME);
                case 1 ->
                    SampleResults.with(SampleResults.image(name), Status.REFUSED, SampleResults.refusal("no " + name));
                case 2 ->
                    SampleResults.with(
                            SampleResults.image(name), Status.UNREADABLE, SampleResults.refusal("nor " + name));
                case 3 ->
                    SampleResults.with(
                            SampleResults.image(name),
                            Status.UNCHANGED,
                            StepProblem.ofImage(Problem.warning("odd", "odd " + name)));
                default -> SampleResults.with(SampleResults.image(name), Status.SKIPPED);
            };
        }
    }
}
