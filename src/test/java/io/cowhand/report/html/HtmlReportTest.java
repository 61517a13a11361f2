package io.cowhand.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RolloutSummary.Reason;
import io.cowhand.fleet.RolloutSummary.Stop;
import io.cowhand.fleet.RolloutSummary.Wave;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.json.Printable;
import io.cowhand.problem.Problem;
import io.cowhand.report.SampleResults;
import io.cowhand.result.Heading;
import io.cowhand.testing.FirstCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a report holds, without a browser. */
class HtmlReportTest {

    private static String page(List<ImageResult> results, RolloutSummary rollout) {
        List<String> lines = new ArrayList<>();
        HtmlReport report = new HtmlReport(lines::add);
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        report.begin(new Heading(SampleResults.HOSTILE, 3, results.size(), Optional.empty(), true));
        results.forEach(result -> {
            counts.merge(result.status(), 1L, Long::sum);
            report.result(result);
        });
        report.end(new RunSummary(true, Optional.empty(), counts).with(rollout));
        return String.join("\n", lines);
    }

    private static List<JsonNode> blocks(String page, String name) {
        return Pattern.compile(
                        "<script type=\"application/gzip\" data-block=\"" + name + "\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> unpacked(block.group(1)))
                .toList();
    }

    private static JsonNode unpacked(String base64) {
        try (GZIPInputStream gzip = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)))) {
            return JsonMapper.shared().readTree(gzip.readAllBytes());
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static StepProblem refusal(String code, String message) {
        return new StepProblem(1, "assert", Problem.error(code, message));
    }

    @Test
    void everyChangeAndEveryProblemOfAnImageIsThere() {
        ImageResult every = SampleResults.everyChange();
        ImageResult wrong = SampleResults.with(
                SampleResults.imageNotUtf8(),
                Status.REFUSED,
                SampleResults.problems().stream().map(StepProblem::ofImage).toArray(StepProblem[]::new));
        String page = page(List.of(every, wrong), RolloutSummary.NONE);

        JsonNode details = blocks(page, "details").get(0).get("images");
        assertThat(details.get(0).get("changes").size())
                .isEqualTo(every.changes().size());
        assertThat(details.get(1).get("problems").size())
                .isEqualTo(SampleResults.problems().size());
        assertThat(details.get(1).get("uri").asString()).isEqualTo("file:///srv/caf%E9.qcow2");
        JsonNode rows = blocks(page, "rows").get(0);
        assertThat(rows.get("images").toString()).isEqualTo("[\"every.qcow2\",\"/srv/caf\ufffd.qcow2\"]");
        assertThat(rows.get("codes").get(1).size()).isEqualTo(4);
    }

    @Test
    void nothingThatIsNotPrintableIsWritten() {
        String page = page(
                List.of(SampleResults.rebased(SampleResults.HOSTILE, Status.WOULD_CHANGE, SampleResults.HOSTILE)),
                RolloutSummary.NONE);

        assertThat(page.codePoints().filter(each -> each != '\n' && !Printable.is(each)))
                .isEmpty();
        assertThat(page).contains("<title>Plan of a\\n\\x1b[31m");
        assertThat(blocks(page, "rows").get(0).get("images").get(0).asString()).startsWith("a\\n\\x1b[31m");
    }

    @Test
    void imagesWithTheSameProblemsAreOneGroupAlthoughTheMessagesDiffer() {
        String page = page(
                List.of(
                        SampleResults.with(SampleResults.image("a"), Status.REFUSED, refusal("one", "of a")),
                        SampleResults.with(SampleResults.image("b"), Status.REFUSED, refusal("one", "of b")),
                        SampleResults.with(SampleResults.image("c"), Status.REFUSED, refusal("two", "of c"))),
                RolloutSummary.NONE);

        JsonNode groups = blocks(page, "facts").get(0).get("groups");
        assertThat(groups.size()).isEqualTo(2);
        assertThat(groups.get(0).get("images").asInt()).isEqualTo(2);
        assertThat(groups.get(0).get("problems").toString())
                .isEqualTo("[[\"step 1 assert\",\"assert\",\"error\",\"one\",\"of a\",true]]");
        assertThat(groups.get(1).get("problems").get(0).get(5).asBoolean()).isFalse();
    }

    @Test
    void theNumberOfGroupsIsBounded() {
        String page = page(
                IntStream.range(0, 1002)
                        .mapToObj(i -> SampleResults.with(
                                SampleResults.image("image-" + i), Status.REFUSED, refusal("code-" + i, "no")))
                        .toList(),
                RolloutSummary.NONE);

        JsonNode groups = blocks(page, "facts").get(0).get("groups");
        assertThat(groups.size()).isEqualTo(1001);
        assertThat(groups.get(1000).get("rest").asBoolean()).isTrue();
        assertThat(groups.get(1000).get("images").asInt()).isEqualTo(2);
    }

    @Test
    void aFleetThatTurnsOutToBeTooLargeToListIsShownInGroups() {
        List<String> end = new ArrayList<>();
        HtmlReport report = new HtmlReport(line -> {
            if (!end.isEmpty() || line.contains("data-block=\"facts\"")) {
                end.add(line);
            }
        });
        ImageResult result = ImageResult.of(SampleResults.image("a"), Status.UNCHANGED, List.of());
        for (int i = 0; i <= ImageBlocks.MOST_IMAGES; i++) {
            report.result(result);
        }
        report.end(new RunSummary(true, Optional.empty(), Map.of(Status.UNCHANGED, ImageBlocks.MOST_IMAGES + 1L)));

        JsonNode facts = blocks(String.join("\n", end), "facts").get(0);
        assertThat(facts.get("listed").asBoolean()).isFalse();
        assertThat(facts.get("groups").get(0).get("images").asInt()).isEqualTo(200_001);
    }

    @Test
    void aHeaderThatIsBrokenOnPurposeIsShownAsBytes() {
        FirstCluster sound = FirstCluster.v3(9).end();
        FirstCluster broken = FirstCluster.v3(9).u32(0, 0xdeadbeefL).end();
        ImageResult poked = SampleResults.rebased("a", Status.WOULD_CHANGE, "b")
                .with(new HeaderWindows(sound.cluster(), broken.cluster(), 4096));
        JsonNode block =
                blocks(page(List.of(poked), RolloutSummary.NONE), "details").get(0);

        assertThat(block.get("images").get(0).get("after").toString()).isEqualTo("[1]");
        assertThat(block.get("shapes").get(1).get(0).toString())
                .startsWith("[\"slack\",\"not a header\",512,\"deadbeef")
                .endsWith("\"cannot be decoded\"]");
    }

    @Test
    void aRunThatStoppedSaysWhere() {
        RolloutSummary rollout = new RolloutSummary(
                List.of(new Wave(1, 1, 0, 1, 0), new Wave(2, 9, 0, 0, 9)),
                Optional.of(new Stop(Reason.MAX_FAILURES, OptionalInt.of(1), "1 failure, <b>0</b> allowed")),
                List.of());
        String page = page(
                List.of(SampleResults.with(SampleResults.image("a"), Status.REFUSED, refusal("one", "no"))), rollout);

        assertThat(page)
                .contains("Apply would stop in wave 1: 1 failure, &lt;b&gt;0&lt;/b&gt; allowed.")
                .contains("<li class=\"failed last\"><strong>Wave 1</strong>")
                .contains("<li class=\"waiting\"><strong>Wave 2</strong>");
    }
}
