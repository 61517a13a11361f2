package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Problem;
import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a system for continuous integration reads in JUnit reports. */
class JUnitReportTest {

    private static Element suite(List<String> lines) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element root = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(String.join("\n", lines))))
                .getDocumentElement();
        return (Element) root.getElementsByTagName("testsuite").item(0);
    }

    private static List<String> lines(List<ImageResult> results) {
        return FleetReportsTest.lines(JUnitReport::new, false, results);
    }

    private static List<Element> cases(Element suite) {
        NodeList cases = suite.getElementsByTagName("testcase");
        return IntStream.range(0, cases.getLength())
                .mapToObj(i -> (Element) cases.item(i))
                .toList();
    }

    /** Returns the element that tells the outcome of a case; {@code ""} if it passes. */
    private static String outcome(Element testCase) {
        return List.of("skipped", "failure", "error").stream()
                .filter(name -> testCase.getElementsByTagName(name).getLength() > 0)
                .findFirst()
                .orElse("");
    }

    private static ImageResult refused(String image, String message) {
        return SampleResults.with(SampleResults.image(image), Status.REFUSED, SampleResults.refusal(message));
    }

    @Test
    void theCountsAreThoseOfTheCases() throws Exception {
        List<ImageResult> results = new ArrayList<>();
        for (Status status : Status.values()) {
            results.add(SampleResults.with(SampleResults.image(status.label()), status));
        }
        Element suite = suite(lines(results));

        assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(Status.values().length));
        for (String outcome : List.of("skipped", "failure", "error")) {
            String attribute = outcome.equals("skipped") ? outcome : outcome + "s";
            assertThat(suite.getAttribute(attribute))
                    .isEqualTo(Long.toString(cases(suite).stream()
                            .filter(each -> outcome(each).equals(outcome))
                            .count()));
        }
        assertThat(cases(suite))
                .filteredOn(each -> outcome(each).equals("failure"))
                .extracting(each -> each.getAttribute("name"))
                .containsExactly("refused", "locked", "stale", "conflict");
        assertThat(cases(suite))
                .filteredOn(each -> outcome(each).equals("error"))
                .extracting(each -> each.getAttribute("name"))
                .containsExactly("unreadable", "failed", "unresolved");
        assertThat(cases(suite))
                .filteredOn(each -> outcome(each).equals("skipped"))
                .extracting(each -> each.getAttribute("name"))
                .containsExactly("skipped", "not-run");
    }

    @Test
    void charactersThatXmlForbidsAreEscaped() throws Exception {
        StringBuilder all = new StringBuilder();
        IntStream.concat(IntStream.range(1, 0x20), IntStream.of(0x7f, 0x85, 0x2028, 0xfffe, 0xffff, 0x1f404))
                .forEach(all::appendCodePoint);
        all.append("]]>&<\"'");
        String hostile = all.toString();

        Element testCase =
                cases(suite(lines(List.of(refused(hostile, hostile))))).get(0);

        assertThat(testCase.getAttribute("name")).isEqualTo(Escaped.plain(hostile));
        assertThat(testCase.getTextContent()).contains(Escaped.plain(hostile));
    }

    @Test
    void aThousandImagesHaveACaseEach() throws Exception {
        List<ImageResult> results = new ArrayList<>();
        IntStream.range(0, 1000).forEach(i -> results.add(refused("vm-" + i, "no")));
        assertThat(cases(suite(lines(results)))).hasSize(1000);
    }

    @Test
    void ofMoreImagesEachGroupHasACase() throws Exception {
        List<ImageResult> results = new ArrayList<>();
        IntStream.range(0, 700).forEach(i -> results.add(SampleResults.rebased("vm-" + i, Status.CHANGED, "base")));
        IntStream.range(0, 200).forEach(i -> results.add(refused("no-" + i, "too old")));
        IntStream.range(0, 100).forEach(i -> results.add(refused("not-" + i, "too small")));
        results.add(SampleResults.with(SampleResults.image("open"), Status.LOCKED));
        results.add(SampleResults.with(SampleResults.image("other"), Status.SKIPPED));
        IntStream.range(0, 4)
                .forEach(i -> results.add(SampleResults.with(
                        SampleResults.image("odd-" + i),
                        Status.UNCHANGED,
                        StepProblem.ofImage(Problem.warning("odd", "the size is odd")))));

        Element suite = suite(lines(results));

        assertThat(cases(suite))
                .extracting(each -> outcome(each) + ": " + each.getAttribute("name"))
                .containsExactly(
                        "failure: refused: step 3 assert: too old",
                        "failure: refused: step 3 assert: too small",
                        "failure: 1 image locked",
                        ": 700 images changed (undo: same-backing): backing_file",
                        ": 4 images unchanged",
                        "skipped: 1 image skipped");
        Element first = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(first.getAttribute("type")).isEqualTo("assertion-failed");
        assertThat(first.getAttribute("message")).isEqualTo("200 images: no-0, no-1, no-2, …");
        NodeList outputs = suite.getElementsByTagName("system-out");
        assertThat(outputs.item(outputs.getLength() - 1).getTextContent())
                .isEqualTo("warning: the size is odd (4 images: odd-0, odd-1, odd-2, …)");
    }

    @Test
    void aHundredThousandImagesAreNotHeldInMemory() throws Exception {
        int count = 100_000;
        List<String> lines = new ArrayList<>();
        List<FleetReport> reports = List.of(
                new JUnitReport(lines::add),
                new MarkdownReport(line -> {}),
                new TextReport(line -> {}, Style.PLAIN, Diff.fields, false));
        List<WeakReference<ImageResult>> results = new ArrayList<>();
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (int i = 0; i < count; i++) {
            ImageResult result = i % 2 == 0
                    ? refused("vm-" + i, "unlike any other: " + i)
                    : SampleResults.rebased("vm-" + i, Status.CHANGED, "base-" + i);
            results.add(new WeakReference<>(result));
            counts.merge(result.status(), 1L, Long::sum);
            reports.forEach(report -> report.result(result));
        }
        System.gc();
        assertThat(results.stream().filter(result -> result.get() != null)).hasSizeLessThan(count / 100);
        reports.forEach(report -> report.end(new RunSummary(false, Optional.empty(), counts)));

        assertThat(cases(suite(lines))).hasSizeLessThan(1100);
        assertThat(lines).anyMatch(line -> line.contains("49,000 more problems"));
    }
}
