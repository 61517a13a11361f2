package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.json.Printable;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.run.FailOn;
import io.cowhand.run.InspectQuery;
import io.cowhand.run.InspectQueryParsing;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import io.cowhand.run.SelectedRow;
import io.cowhand.step.Condition;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Golden;
import io.cowhand.testing.HeaderBytes;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** What {@code inspect} prints in place of headers: selected values, CSV, and statistics. */
class InspectTablesTest {

    private static final List<String> NAMES = List.of("path", "size", "bits", "labels");
    private static final ImageFacts FACTS = HeaderBytes.v3(16).facts();

    private final List<String> out = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private static Inspection row(Object... values) {
        return inspection(List.of(), Optional.of(new SelectedRow(NAMES, List.of(values))));
    }

    private static Inspection inspection(List<Problem> problems, Optional<SelectedRow> row) {
        return new Inspection(
                SampleResults.image("a.qcow2"), Verdict.OPENS, Optional.of(FACTS), problems, List.of(), row);
    }

    /** Rows of every kind of value, and images without a row. */
    private static List<Inspection> inspections() {
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("owner", "web");
        labels.put("sizes", List.of(BigInteger.ONE, true));
        return List.of(
                row("a.qcow2", BigInteger.valueOf(4096), List.of(), Map.of()),
                row("long/name/of/an/image.qcow2", BigInteger.TWO.pow(64), List.of("dirty", "corrupt"), labels),
                row("", BigInteger.valueOf(-1), List.of(List.of("x"), labels), Map.of("a", "\"")),
                row(SampleResults.HOSTILE, BigInteger.ZERO, List.of(SampleResults.HOSTILE), Map.of()),
                row(SampleResults.WIDE, BigInteger.ZERO, List.of(true), Map.of()),
                row("x".repeat(70), BigInteger.ZERO, List.of("a,b"), Map.of()),
                inspection(
                        List.of(
                                Problem.warning("other", "is not why there is no row"),
                                Problem.error(Condition.CONDITION_ERROR, "select size: it has no value")),
                        Optional.empty()),
                new Inspection(
                        SampleResults.image(SampleResults.HOSTILE),
                        Verdict.UNREADABLE,
                        Optional.empty(),
                        List.of(Problem.error("unreadable", "no such file")),
                        List.of()));
    }

    private <T> void print(InspectReport<T> report, List<Inspection> inspections) {
        InspectSummary summary = new InspectSummary();
        for (Inspection inspection : inspections) {
            report.print(report.render(inspection));
            summary.add(inspection.brief(FailOn.NOTHING));
        }
        report.end(summary);
    }

    private List<CSVRecord> parse() throws IOException {
        return CSVParser.parse(String.join("\n", out) + "\n", CSVFormat.RFC4180).getRecords();
    }

    @Test
    void aTableIsAlignedAndSaysWhichImagesHaveNoRow() {
        print(new InspectTable(out::add, complaints::add, NAMES), inspections());

        out.addAll(complaints);
        Golden.assertLines("report/selection.txt", out);
        assertThat(String.join("", out)).matches(shown -> shown.codePoints().allMatch(Printable::is));
    }

    @Test
    void aTableIsNotHeldInMemoryAndItsColumnsNeverBecomeNarrower() {
        InspectTable table = new InspectTable(out::add, complaints::add, List.of("name", "x"));
        List<Inspection> many = IntStream.range(0, 1200)
                .mapToObj(i -> new SelectedRow(List.of("name", "x"), List.of(i == 600 ? "wider" : "a", "b")))
                .map(row -> inspection(List.of(), Optional.of(row)))
                .toList();

        many.subList(0, 499).forEach(inspection -> table.print(table.render(inspection)));
        assertThat(out).isEmpty();
        many.subList(499, 1200).forEach(inspection -> table.print(table.render(inspection)));
        assertThat(out).hasSizeBetween(1000, 1200).startsWith("name  x", "a     b");
        table.end(new InspectSummary());

        assertThat(out).hasSize(1201).endsWith("a      b");
    }

    @Test
    void aTableWithoutRowsHasItsNames() {
        print(new InspectTable(out::add, complaints::add, NAMES), List.of());

        assertThat(out).containsExactly("path  size  bits  labels");
    }

    @Test
    void csvIsReadBackAsItIs() throws IOException {
        print(new InspectCsv(out::add, complaints::add, Optional.of(NAMES), false), inspections());

        assertThat(out).allMatch(line -> line.endsWith("\r"));
        assertThat(parse().stream().map(CSVRecord::toList))
                .containsExactly(
                        NAMES,
                        List.of("a.qcow2", "4096", "", "{}"),
                        List.of(
                                "long/name/of/an/image.qcow2",
                                "18446744073709551616",
                                "dirty,corrupt",
                                "{\"owner\":\"web\",\"sizes\":[1,true]}"),
                        List.of("", "-1", "[\"x\"],{\"owner\":\"web\",\"sizes\":[1,true]}", "{\"a\":\"\\\"\"}"),
                        List.of(SampleResults.HOSTILE, "0", SampleResults.HOSTILE, "{}"),
                        List.of(SampleResults.WIDE, "0", "true", "{}"),
                        List.of("x".repeat(70), "0", "a,b", "{}"));
        assertThat(complaints).hasSize(2);
    }

    @Test
    void csvOnATerminalIsEscaped() {
        print(new InspectCsv(out::add, complaints::add, Optional.of(NAMES), true), inspections());

        assertThat(String.join("", out).replace("\r", "") + String.join("", complaints))
                .matches(shown -> shown.codePoints().allMatch(Printable::is));
    }

    @Test
    void theUsualCsvHasARowForEveryImage() throws IOException {
        Inspection all = new Inspection(
                SampleResults.image("b.qcow2"),
                Verdict.DOES_NOT_OPEN,
                Optional.of(HeaderBytes.v2(16).u64(24, -1).backing("=base").facts()),
                List.of(Problem.warning("one", ""), Problem.warning("two", ""), Problem.warning("one", "")),
                List.of());
        print(
                new InspectCsv(out::add, complaints::add, Optional.empty(), false),
                List.of(all, inspections().get(7)));

        assertThat(parse().stream().map(CSVRecord::toList))
                .containsExactly(
                        List.of(
                                "image",
                                "opens",
                                "version",
                                "virtual_size",
                                "backing_file",
                                "backing_format",
                                "problems"),
                        List.of("b.qcow2", "false", "2", "18446744073709551615", "=base", "", "one,two"),
                        List.of(SampleResults.HOSTILE, "false", "", "", "", "", "unreadable"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void selectionsAsJson() {
        print(new InspectJsonReport(out::add, true), inspections());

        Golden.assertLines("report/selection.jsonl", out);
    }

    @Test
    void statisticsOfAFleet() {
        List<Inspection> fleet = new ArrayList<>(inspections());
        for (int i = 0; i < 1500; i++) {
            HeaderBytes header = (i % 3 == 0 ? HeaderBytes.v2(9) : HeaderBytes.v3(16))
                    .extension(FirstCluster.BACKING_FORMAT, i % 2 == 0 ? "raw" : SampleResults.HOSTILE)
                    .backing("base-" + i % 12 + SampleResults.HOSTILE)
                    .u64(24, -1);
            fleet.add(new Inspection(
                    SampleResults.image("image-" + i),
                    Verdict.OPENS,
                    Optional.of(
                            i % 3 == 0
                                    ? header.facts()
                                    : header.u64(72, 1 | 1L << 40)
                                            .u32(60, 2)
                                            .u32(32, 2)
                                            .facts()),
                    SampleResults.problems(),
                    List.of()));
        }
        print(FleetStatisticsReport.text(out::add, Style.PLAIN, Integer.MAX_VALUE), fleet);
        Golden.assertLines("report/statistics.txt", out);
        assertThat(out).hasSizeLessThan(40);
        assertThat(String.join("", out)).matches(shown -> shown.codePoints().allMatch(Printable::is));

        out.clear();
        print(FleetStatisticsReport.json(out::add), fleet);
        Golden.assertLines("report/statistics.jsonl", out);
    }

    @Test
    void statisticsOfNoImage() {
        print(FleetStatisticsReport.text(out::add, Style.PLAIN, Integer.MAX_VALUE), List.of());

        Golden.assertLines("report/statistics-none.txt", out);
    }

    @Test
    void mistakesAreShownWithACaret() {
        InspectQueryParsing parsing = InspectQuery.parse(
                Optional.of("path == '\u4e2d' &&\n verson > 2"),
                Optional.of("nam, size / 2, path as " + "x".repeat(300) + "!"),
                List.of("eror", "notice", "no-rule-is-like-this", "corrupt"));
        ((InspectQueryParsing.Wrong) parsing)
                .mistakes()
                .forEach(mistake -> out.addAll(QueryMistakeText.lines(mistake)));

        Golden.assertLines("report/query-mistakes.txt", out);
    }
}
