package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.json.Printable;
import io.cowhand.os.HeldLock;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.Snapshot;
import io.cowhand.qcow2.SnapshotTable;
import io.cowhand.run.FailOn;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Golden;
import io.cowhand.testing.HeaderBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code inspect} shows of an image. */
class InspectReportsTest {

    private static final InspectText TEXT = new InspectText(Style.PLAIN);
    private static final FailOn WARNINGS = new FailOn(Set.of(Severity.WARNING), Set.of());

    private static void assertGoldens(String name, Inspection inspection) {
        Golden.assertLines("report/" + name + ".txt", TEXT.lines(inspection));
        Golden.assertLines("report/" + name + ".jsonl", List.of(InspectJson.inspection(inspection)));
    }

    private static Inspection inspection(String image, ImageFacts facts) {
        return inspection(SampleResults.image(image), facts, List.of());
    }

    private static Inspection inspection(ImageReference image, ImageFacts facts, List<HeldLock> locks) {
        return new Inspection(image, Verdict.OPENS, Optional.of(facts), SampleResults.problems(), locks);
    }

    @Test
    void aVersion2Header() {
        assertGoldens("inspect-v2", inspection("old.qcow2", HeaderBytes.v2(16).facts()));
    }

    @Test
    void aHeaderWithEveryThing() {
        HeaderBytes header = HeaderBytes.v3(16)
                .u64(24, -1)
                .u64(72, 1L << 4 | 1L << 33)
                .u64(80, 1)
                .u64(88, 1)
                .extension(FirstCluster.BACKING_FORMAT, "qcow2")
                .extension(FirstCluster.FEATURE_NAMES, "\0\u0021vendor feature" + "\0".repeat(32))
                .extension(FirstCluster.BITMAPS, "\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0@\0\0\0\0\0\5\0\0")
                .extension(0x434f5748L, "{\"owner\":\"web\"}")
                .extension(FirstCluster.DATA_FILE, "data.raw")
                .extension(FirstCluster.UNKNOWN, "text")
                .extension(FirstCluster.UNKNOWN, 3)
                .backing("/srv/base.qcow2");
        Snapshot first = new Snapshot(
                Bytes.utf8("1"),
                Bytes.utf8("before upgrade"),
                1_700_000_000,
                500_000_000,
                3_000_000_000L,
                -1,
                OptionalLong.of(1 << 20),
                OptionalLong.of(7),
                24);
        Snapshot second =
                new Snapshot(Bytes.utf8("2"), Bytes.EMPTY, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty(), 0);
        ImageFacts facts = header.facts();
        ImageFacts all = new ImageFacts(
                facts.header(),
                facts.fileSize(),
                facts.path(),
                facts.directory(),
                Optional.of(new SnapshotTable(0x60000, 2, 128, 24, List.of(first, second), List.of())),
                Optional.of(SampleResults.bitmaps()),
                facts.luksHeaders());
        List<HeldLock> locks = List.of(
                new HeldLock(HeldLock.Kind.OFDLCK, false, OptionalLong.of(4321), "qemu-system-x86", 201, 201),
                new HeldLock(HeldLock.Kind.POSIX, true, OptionalLong.empty(), "", 100, Long.MAX_VALUE));
        assertGoldens("inspect-all", inspection(SampleResults.image("all.qcow2"), all, locks));
    }

    @Test
    void namesAndValuesThatHarmATerminal() {
        List<String> text = new ArrayList<>();
        List<String> json = new ArrayList<>();
        for (String name : List.of(SampleResults.HOSTILE, SampleResults.WIDE)) {
            ImageFacts facts = HeaderBytes.v3(16)
                    .extension(FirstCluster.BACKING_FORMAT, name)
                    .extension(FirstCluster.UNKNOWN, name)
                    .backing(name)
                    .facts();
            List<HeldLock> locks =
                    List.of(new HeldLock(HeldLock.Kind.FLOCK, true, OptionalLong.of(1), name, 0, Long.MAX_VALUE));
            Inspection inspection = inspection(SampleResults.image(name), facts, locks);
            text.addAll(TEXT.lines(inspection));
            text.addAll(TEXT.problems(inspection));
            json.add(InspectJson.inspection(inspection));
        }
        Golden.assertLines("report/inspect-hostile.txt", text);
        Golden.assertLines("report/inspect-hostile.jsonl", json);
        assertThat(String.join("", text) + String.join("", json))
                .matches(shown -> shown.codePoints().allMatch(Printable::is));
    }

    @Test
    void namesThatAreNotUtf8() {
        ImageFacts facts = HeaderBytes.v3(16).backing("cafe").facts();
        int at = HeaderBytes.v3(16).backing("cafe").end() - 1;
        ImageFacts changed = HeaderBytes.v3(16).backing("cafe").u8(at, 0xe9).facts();
        assertThat(facts.header()).isNotEqualTo(changed.header());
        assertGoldens("inspect-not-utf8", inspection(SampleResults.imageNotUtf8(), changed, List.of()));
    }

    @Test
    void imagesThatCannotBeTakenApartAndTheSummary() {
        List<String> text = new ArrayList<>();
        List<String> json = new ArrayList<>();
        InspectSummary summary = new InspectSummary();
        for (Verdict verdict : Verdict.values()) {
            Inspection inspection = new Inspection(
                    SampleResults.image("a.qcow2"), verdict, Optional.empty(), SampleResults.problems(), List.of());
            text.addAll(TEXT.lines(inspection));
            json.add(InspectJson.inspection(inspection));
            summary.add(inspection.brief(FailOn.NOTHING));
        }
        summary.passOver();
        text.add(TEXT.summary(summary));
        json.add(InspectJson.summary(summary));
        Golden.assertLines("report/inspect-verdicts.txt", text);
        Golden.assertLines("report/inspect-verdicts.jsonl", json);
    }

    private static List<String> lines(
            Function<Consumer<String>, InspectReport<InspectedImage>> report, Stream<Inspection> inspections) {
        List<String> lines = new ArrayList<>();
        InspectReport<InspectedImage> shown = report.apply(lines::add);
        InspectSummary summary = new InspectSummary();
        inspections.forEach(inspection -> {
            summary.add(inspection.brief(WARNINGS));
            shown.print(shown.render(inspection));
        });
        shown.end(summary);
        return lines;
    }

    private static Stream<Inspection> everyVerdict() {
        return Arrays.stream(Verdict.values())
                .flatMap(verdict -> Stream.of(SampleResults.problems(), List.<Problem>of())
                        .filter(problems -> verdict.opens() || !problems.isEmpty())
                        .map(problems -> new Inspection(
                                SampleResults.image(SampleResults.HOSTILE + problems.size()),
                                verdict,
                                Optional.empty(),
                                problems,
                                List.of())));
    }

    @Test
    void reportsForPullRequestsAndContinuousIntegration() {
        Golden.assertLines("report/inspect-verdicts.md", lines(InspectMarkdownReport::new, everyVerdict()));
        Golden.assertLines(
                "report/inspect-verdicts.xml", lines(out -> new InspectJUnitReport(out, WARNINGS), everyVerdict()));
        Golden.assertLines(
                "report/inspect-verdicts.sarif",
                lines(out -> new InspectSarifReport(out, Optional.of("1.2.3")), everyVerdict()));
    }

    private static Inspection damaged(int number) {
        Problem problem = Problem.error("damaged", "unlike any other: " + number + "x".repeat(100));
        return new Inspection(
                SampleResults.image("vm-" + number),
                number % 2 == 0 ? Verdict.DOES_NOT_OPEN : Verdict.OPENS,
                Optional.empty(),
                number % 2 == 0 ? List.of(problem) : List.of(),
                List.of());
    }

    @Test
    void reportsOfALargeFleetAreBounded() {
        String markdown = String.join(
                "\n",
                lines(InspectMarkdownReport::new, IntStream.range(0, 10_000).mapToObj(InspectReportsTest::damaged)));
        assertThat(markdown.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(30_000, 60_000);
        long listed = markdown.lines().filter(line -> line.startsWith("- ")).count();
        assertThat(markdown).contains("… and " + Count.of(5_000 - listed, "more problem") + ".");

        assertThat(lines(
                        out -> new InspectJUnitReport(out, FailOn.NOTHING),
                        IntStream.range(0, 10_000).mapToObj(InspectReportsTest::damaged)))
                .contains(
                        "<testsuites name=\"cowhand\" tests=\"1002\" failures=\"1001\" errors=\"0\">",
                        "<testcase name=\"QEMU opens it: 5,000 images\" classname=\"inspect\"></testcase>")
                .anyMatch(line -> line.contains("QEMU does not open it: 4,000 more problems"));
    }
}
