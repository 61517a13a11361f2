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
import io.cowhand.json.Printable;
import io.cowhand.problem.Problem;
import io.cowhand.result.Heading;
import io.cowhand.testing.Golden;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the reports of plans and runs look like. */
class FleetReportsTest {

    private static final String RUN = "20260101T000000.000Z-abcdef";

    private static final Function<Consumer<String>, FleetReport> TEXT =
            out -> new TextReport(out, Style.PLAIN, Diff.fields, false);
    private static final Function<Consumer<String>, FleetReport> ALL =
            out -> new DetailedTextReport(out, Style.PLAIN, Diff.fields, false);
    private static final Function<Consumer<String>, FleetReport> JSON = JsonReport::new;
    private static final Function<Consumer<String>, FleetReport> MARKDOWN = MarkdownReport::new;
    private static final Function<Consumer<String>, FleetReport> JUNIT = JUnitReport::new;

    static List<String> lines(
            Function<Consumer<String>, FleetReport> report, boolean dryRun, List<ImageResult> results) {
        return lines(report, dryRun, results, RolloutSummary.NONE);
    }

    private static List<String> lines(
            Function<Consumer<String>, FleetReport> report,
            boolean dryRun,
            List<ImageResult> results,
            RolloutSummary rollout) {
        List<String> lines = new ArrayList<>();
        FleetReport shown = report.apply(lines::add);
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        shown.begin(new Heading("relocate", 3, results.size(), Optional.empty(), dryRun));
        results.forEach(result -> {
            counts.merge(result.status(), 1L, Long::sum);
            shown.result(result);
        });
        shown.end(new RunSummary(dryRun, dryRun ? Optional.empty() : Optional.of(RUN), counts).with(rollout));
        return lines;
    }

    private static void assertGoldens(String name, boolean dryRun, List<ImageResult> results) {
        Golden.assertLines("report/" + name + ".txt", lines(TEXT, dryRun, results));
        Golden.assertLines("report/" + name + "-all.txt", lines(ALL, dryRun, results));
        Golden.assertLines("report/" + name + ".jsonl", lines(JSON, dryRun, results));
        Golden.assertLines("report/" + name + ".md", lines(MARKDOWN, dryRun, results));
        Golden.assertLines("report/" + name + ".xml", lines(JUNIT, dryRun, results));
    }

    @Test
    void changesOfEveryKind() {
        assertThat(SampleResults.changes().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Change.class.getPermittedSubclasses()));
        assertGoldens("changes", true, List.of(SampleResults.everyChange()));
    }

    @Test
    void imagesInUseAreGroupedByTheProcessesThatHaveThemOpen() {
        InUse known = new InUse("qemu-system-x86, process 4321");
        List<ImageResult> results = Stream.of("a", "b", "c", "d")
                .map(image -> SampleResults.rebased(image, Status.WOULD_CHANGE, "base.raw"))
                .map(result -> result.with(known))
                .collect(Collectors.toCollection(ArrayList::new));
        results.add(SampleResults.rebased("e", Status.WOULD_CHANGE, "base.raw").with(new InUse("")));
        results.add(SampleResults.rebased("f", Status.WOULD_CHANGE, "base.raw").with(new InUse("\u001b, process 1")));

        assertThat(lines(TEXT, true, results))
                .containsSubsequence(
                        "",
                        "4 images are in use now: a, b, c, … by qemu-system-x86, process 4321",
                        "1 image is in use now: e",
                        "1 image is in use now: f by \\x1b, process 1",
                        "")
                .doesNotContain("Warnings:");
        List<String> json = lines(JSON, true, results);
        assertThat(json.get(0))
                .contains("\"code\":\"in-use\",\"severity\":\"warning\"")
                .contains("\"message\":\"in use now by qemu-system-x86, process 4321\"");
        assertThat(json.get(4)).contains("\"message\":\"in use now\"");
    }

    /** Returns an image of every status, with each of the problems. */
    private static List<ImageResult> everyStatus() {
        List<ImageResult> results = new ArrayList<>();
        for (Status status : Status.values()) {
            String image = status.label() + ".qcow2";
            if (status == Status.WOULD_CHANGE || status == Status.CHANGED) {
                results.add(SampleResults.rebased(image, status, "base.raw"));
            } else {
                StepProblem[] problems = SampleResults.problems().stream()
                        .map(StepProblem::ofImage)
                        .toArray(StepProblem[]::new);
                results.add(SampleResults.with(SampleResults.image(image), status, problems));
            }
        }
        return results;
    }

    @Test
    void imagesOfEveryStatus() {
        assertGoldens("statuses", false, everyStatus());
    }

    @Test
    void namesAndValuesThatHarmATerminal() {
        List<ImageResult> results = Stream.of(SampleResults.HOSTILE, SampleResults.WIDE)
                .flatMap(name -> Stream.of(
                        SampleResults.rebased(name, Status.WOULD_CHANGE, name),
                        SampleResults.with(SampleResults.image(name), Status.REFUSED, SampleResults.refusal(name)),
                        SampleResults.with(
                                SampleResults.image(name),
                                Status.UNCHANGED,
                                StepProblem.ofImage(Problem.warning("odd", name, name, name)))))
                .toList();
        assertGoldens("hostile", true, results);
        for (Function<Consumer<String>, FleetReport> report : List.of(TEXT, ALL, JSON, MARKDOWN, JUNIT)) {
            assertThat(String.join("", lines(report, true, results)).codePoints())
                    .allMatch(Printable::is);
        }
    }

    @Test
    void anImageWhoseNameIsNotUtf8HasItsUri() {
        for (boolean dryRun : new boolean[] {true, false}) {
            ImageResult result = SampleResults.with(SampleResults.imageNotUtf8(), Status.UNCHANGED);
            assertThat(lines(JSON, dryRun, List.of(result)).get(0))
                    .contains("\"image\":\"/srv/caf\ufffd.qcow2\",\"image_uri\":\"file:///srv/caf%E9.qcow2\"");
        }
    }

    @Test
    void equalChangesRefusalsAndWarningsAreOneGroupEach() {
        List<ImageResult> results = new ArrayList<>();
        IntStream.range(0, 1100)
                .forEach(i ->
                        results.add(SampleResults.rebased("vm-" + i + ".qcow2", Status.CHANGED, "base-" + i % 42)));
        IntStream.range(0, 1002)
                .forEach(i -> results.add(SampleResults.changed(
                        SampleResults.image("other-" + i + ".qcow2"),
                        Status.CHANGED,
                        List.of(new PlannedChange(2, "poke", true, new Change.RawBytes(0, number(0), number(i)))),
                        UndoClass.ANYTIME)));
        IntStream.range(0, 1000)
                .forEach(i -> results.add(SampleResults.with(
                        SampleResults.image("old-" + i + ".qcow2"),
                        Status.REFUSED,
                        SampleResults.refusal("upgrade the image first (version is 2)"))));
        IntStream.range(0, 3)
                .forEach(i -> results.add(SampleResults.with(
                        SampleResults.image("small-" + i + ".qcow2"),
                        Status.REFUSED,
                        SampleResults.refusal("the disk is too small"))));
        IntStream.range(0, 10)
                .forEach(i ->
                        results.add(SampleResults.with(SampleResults.image("skip-" + i + ".qcow2"), Status.SKIPPED)));
        IntStream.range(0, 5)
                .forEach(i -> results.add(SampleResults.with(
                        SampleResults.image("odd-" + i + ".qcow2"),
                        Status.UNCHANGED,
                        StepProblem.ofImage(Problem.warning("odd", "size", "3", "the size is odd")))));
        Golden.assertLines("report/groups.txt", lines(TEXT, false, results));
        Golden.assertLines("report/groups.md", lines(MARKDOWN, false, results));
        Golden.assertLines("report/groups.xml", lines(JUNIT, false, results));
    }

    private static Bytes number(long value) {
        return Bytes.ofNumber(value, 4);
    }

    @Test
    void aFleetWhoseImagesAllDifferIsShownInParts() {
        List<ImageResult> results = new ArrayList<>();
        IntStream.range(0, 60)
                .forEach(i -> results.add(SampleResults.changed(
                        SampleResults.image("vm-" + i + ".qcow2"),
                        Status.WOULD_CHANGE,
                        List.of(new PlannedChange(1, "poke", true, new Change.RawBytes(i, number(0), number(1)))),
                        UndoClass.ANYTIME)));
        IntStream.range(0, 1002)
                .forEach(i -> results.add(SampleResults.with(
                        SampleResults.image("bad-" + i + ".qcow2"),
                        Status.UNREADABLE,
                        SampleResults.refusal("unlike any other: " + i))));
        IntStream.range(0, 11)
                .forEach(i ->
                        results.add(SampleResults.with(SampleResults.image("skip-" + i + ".qcow2"), Status.SKIPPED)));

        assertThat(lines(TEXT, true, results))
                .contains("10 more images with other changes; --all or --json shows each.")
                .contains("  … and 2 more problems; --all or --json shows each.")
                .noneMatch(line -> line.contains("skipped: "))
                .hasSizeLessThan(1 + 50 * 3 + 1002 + 10);
    }

    @Test
    void wavesAndWhereTheyStop() {
        for (boolean dryRun : new boolean[] {true, false}) {
            Status changed = dryRun ? Status.WOULD_CHANGE : Status.CHANGED;
            List<ImageResult> results = new ArrayList<>();
            results.add(SampleResults.rebased("a.qcow2", changed, "base").inWave(1));
            results.add(SampleResults.with(SampleResults.image("skip.qcow2"), Status.SKIPPED));
            results.add(
                    SampleResults.with(SampleResults.image("b.qcow2"), Status.REFUSED, SampleResults.refusal("too old"))
                            .inWave(2));
            results.add(SampleResults.rebased("c.qcow2", changed, "base").inWave(2));
            results.add(
                    dryRun
                            ? SampleResults.rebased("d.qcow2", changed, "base").inWave(3)
                            : ImageResult.notRun(SampleResults.image("d.qcow2")).inWave(3));
            RolloutSummary rollout = new RolloutSummary(
                    List.of(
                            new RolloutSummary.Wave(1, 1, 1, 0, 0),
                            new RolloutSummary.Wave(2, 2, 1, 1, 0),
                            new RolloutSummary.Wave(3, 1, dryRun ? 1 : 0, 0, dryRun ? 0 : 1)),
                    Optional.of(new RolloutSummary.Stop(
                            RolloutSummary.Reason.MAX_FAILURES,
                            OptionalInt.of(2),
                            "1 image " + (dryRun ? "would fail" : "failed") + ", and max-failures is 1% of 3 images")),
                    List.of());
            String name = "report/waves-" + (dryRun ? "plan" : "apply");
            Golden.assertLines(name + ".txt", lines(TEXT, dryRun, results, rollout));
            Golden.assertLines(name + "-all.txt", lines(ALL, dryRun, results, rollout));
            Golden.assertLines(name + ".jsonl", lines(JSON, dryRun, results, rollout));
            Golden.assertLines(name + ".md", lines(MARKDOWN, dryRun, results, rollout));
            Golden.assertLines(name + ".xml", lines(JUNIT, dryRun, results, rollout));
        }
    }

    @Test
    void whatIsNotAsExpectedIsSaidInEveryReport() {
        List<ImageResult> results = List.of(ImageResult.notRun(SampleResults.image("a.qcow2")));
        RolloutSummary unexpected = RolloutSummary.NONE.withFailedExpectations(
                List.of(Problem.error("expectation-failed", "too \u001bmany")));

        for (Function<Consumer<String>, FleetReport> report : List.of(TEXT, ALL, MARKDOWN)) {
            assertThat(lines(report, false, results, unexpected))
                    .containsSubsequence(
                            "The plan is not as the recipe expects; nothing was written:", "  too \\x1bmany");
        }
        assertThat(lines(JUNIT, false, results, unexpected))
                .anyMatch(line -> line.contains("failures=\"1\""))
                .anyMatch(line -> line.contains("type=\"expectation-failed\" message=\"too \\x1bmany\""));
        assertThat(lines(JSON, false, results, unexpected).get(1))
                .contains("\"problems\":[{\"code\":\"expectation-failed\",\"severity\":\"error\"");
    }

    @Test
    void quietReportsShowWhatWentWrongAndTheRun() {
        List<ImageResult> results = List.of(
                SampleResults.rebased("a.qcow2", Status.CHANGED, "base"),
                SampleResults.with(SampleResults.image("b.qcow2"), Status.REFUSED, SampleResults.refusal("too old")));

        assertThat(lines(out -> new TextReport(out, Style.PLAIN, Diff.fields, true), false, results))
                .containsExactly("1 image refused:", "  b.qcow2: step 3 assert: too old", "", "Run " + RUN + ".");
        assertThat(lines(out -> new DetailedTextReport(out, Style.PLAIN, Diff.fields, true), false, results))
                .containsExactly("b.qcow2: refused", "  error: step 3 assert: too old", "Run " + RUN + ".");
        assertThat(lines(out -> new TextReport(out, Style.PLAIN, Diff.fields, true), false, results.subList(0, 1)))
                .containsExactly("Run " + RUN + ".");
        assertThat(lines(out -> new TextReport(out, Style.PLAIN, Diff.fields, true), true, results.subList(0, 1)))
                .isEmpty();
    }

    @Test
    void coloursMarkTheHeadings() {
        List<String> lines =
                lines(out -> new TextReport(out, Style.COLOURED, Diff.fields, false), false, everyStatus());
        assertThat(lines)
                .contains("\u001b[31m1 image refused:\u001b[0m", "\u001b[33mWarnings:\u001b[0m")
                .anyMatch(line -> line.startsWith("\u001b[32m1 image changed: changed.qcow2"));
    }
}
