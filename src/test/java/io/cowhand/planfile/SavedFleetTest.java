package io.cowhand.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.FleetPart;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Shard;
import io.cowhand.fleet.Status;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.report.Diff;
import io.cowhand.report.FleetReport;
import io.cowhand.report.JsonReport;
import io.cowhand.report.SampleResults;
import io.cowhand.report.Style;
import io.cowhand.report.TextReport;
import io.cowhand.result.Heading;
import io.cowhand.result.NamedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedFleetTest {

    private static final int IMAGES = 200;
    private static final int SHARDS = 7;

    private static final Function<Consumer<String>, FleetReport> TEXT =
            out -> new TextReport(out, Style.COLOURED, Diff.fields, false);

    @TempDir
    private Path folder;

    /** Returns results of several kinds, as one run has them. */
    private static List<ImageResult> fleet() {
        return IntStream.range(0, IMAGES)
                .mapToObj(i -> {
                    String name = "vm-" + i + ".qcow2";
                    return i % 10 == 3
                            ? SampleResults.with(
                                    SampleResults.image(name), Status.REFUSED, SampleResults.refusal("no " + i % 4))
                            : SampleResults.rebased(name, Status.WOULD_CHANGE, "base-" + i % 5);
                })
                .toList();
    }

    private static Optional<String> digest(List<ImageResult> results) {
        FleetDigest digest = new FleetDigest();
        results.forEach(
                result -> digest.add(Bytes.utf8(result.image().display()).sha256()));
        return results.isEmpty() ? Optional.empty() : Optional.of(digest.toString());
    }

    private static List<String> lines(
            Function<Consumer<String>, FleetReport> report, Optional<FleetPart> part, List<ImageResult> results) {
        List<String> lines = new ArrayList<>();
        FleetReport shown = report.apply(lines::add);
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        shown.begin(new Heading("relocate", 1, results.size(), part, true));
        results.forEach(result -> {
            counts.merge(result.status(), 1L, Long::sum);
            shown.result(result);
        });
        Optional<String> stop = results.stream()
                .filter(result -> result.status() == Status.REFUSED)
                .map(result -> result.image().display())
                .findFirst();
        shown.end(new RunSummary(true, List.of(), counts, false, true, stop, digest(results), RolloutSummary.NONE));
        return lines;
    }

    /** Writes the results of all shards, as as many machines do. */
    private List<Path> shards(List<ImageResult> results) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int index = 1; index <= SHARDS; index++) {
            Shard shard = new Shard(index, SHARDS);
            List<ImageResult> part = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                ImageResult result = results.get(i);
                if (shard.has(i * 31L + i / 7)) {
                    part.add(result.named(
                            new NamedImage(result.image().display(), Optional.empty(), OptionalLong.of(i + 1))));
                }
            }
            files.add(save(
                    "shard-" + index + ".jsonl",
                    lines(JsonReport::new, Optional.of(new FleetPart(shard, results.size())), part)));
        }
        return files;
    }

    private Path save(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private static List<String> show(Function<Consumer<String>, FleetReport> report, List<Path> files)
            throws IOException {
        SavedFleet fleet = new SavedFleet(files, image -> true);
        assertThat(fleet.problems()).isEmpty();
        assertThat(fleet.missing()).isEmpty();
        List<String> lines = new ArrayList<>();
        FleetReport shown = report.apply(lines::add);
        fleet.heading().ifPresent(shown::begin);
        fleet.show(shown::result);
        shown.end(fleet.summary());
        return lines;
    }

    private List<String> problems(Path... files) throws IOException {
        return new SavedFleet(List.of(files), image -> true)
                .problems().stream()
                        .map(problem -> problem.replace(folder + "/", ""))
                        .toList();
    }

    @Test
    void shardsInAnyOrderAreShownAsOneRun() throws IOException {
        List<ImageResult> results = fleet();
        List<Path> files = shards(results);
        for (List<Path> order :
                List.of(files, files.stream().sorted((a, b) -> b.compareTo(a)).toList())) {
            assertThat(show(TEXT, order)).isEqualTo(lines(TEXT, Optional.empty(), results));
            assertThat(show(JsonReport::new, order)).isEqualTo(lines(JsonReport::new, Optional.empty(), results));
        }
    }

    @Test
    void aWholeRunIsShownAsItWas() throws IOException {
        List<ImageResult> results = new ArrayList<>(fleet());
        results.add(SampleResults.everyChange());
        List<String> json = lines(JsonReport::new, Optional.empty(), results);
        Path file = save("run.jsonl", json);
        Path compressed = folder.resolve("run.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(Files.readAllBytes(file));
        }

        for (Path each : List.of(file, compressed)) {
            assertThat(show(JsonReport::new, List.of(each))).isEqualTo(json);
            assertThat(show(TEXT, List.of(each))).isEqualTo(lines(TEXT, Optional.empty(), results));
        }
    }

    @Test
    void runsThatAreNoShardsFollowEachOther() throws IOException {
        List<ImageResult> results = fleet();
        Path first = save("b", lines(JsonReport::new, Optional.empty(), results.subList(0, 50)));
        Path second = save("a", lines(JsonReport::new, Optional.empty(), results.subList(50, IMAGES)));
        assertThat(show(JsonReport::new, List.of(first, second)))
                .isEqualTo(lines(JsonReport::new, Optional.empty(), results));
    }

    @Test
    void shardsThatAreMissingAreNamed() throws IOException {
        List<Path> files = shards(fleet());
        assertThat(new SavedFleet(files.subList(1, SHARDS), image -> true).missing())
                .contains("shard 1/7 is missing");
        assertThat(new SavedFleet(List.of(files.get(2), files.get(5)), image -> true).missing())
                .contains("shards 1/7, 2/7, 4/7, 5/7, 7/7 are missing");
        Path lonely = save(
                "lonely",
                lines(JsonReport::new, Optional.of(new FleetPart(new Shard(3, 1_000_000_000), 0)), List.of()));
        assertThat(new SavedFleet(List.of(lonely), image -> true).missing())
                .contains("shards 1/1000000000, 2/1000000000, 4/1000000000, 5/1000000000, 6/1000000000, 7/1000000000,"
                        + " 8/1000000000, 9/1000000000, 10/1000000000, 11/1000000000, … are missing");
    }

    @Test
    void shardsOfDifferentFleetsAreRefused() throws IOException {
        List<Path> files = shards(fleet());
        Path run = save("run.jsonl", lines(JsonReport::new, Optional.empty(), fleet()));
        assertThat(problems(files.get(0), run))
                .containsExactly("shard-1.jsonl is of one of 7 shards of 200 images, but run.jsonl of a whole fleet");
        Path copy = Files.copy(files.get(0), folder.resolve("copy"));
        assertThatThrownBy(() -> problems(files.get(0), files.get(1), copy))
                .hasMessageContainingAll("shard-1.jsonl and ", "/copy both have image 1: vm-0.qcow2, vm-0.qcow2");
        assertThat(problems(run, run)).containsExactly("run.jsonl is named twice");
        Path link = Files.createSymbolicLink(folder.resolve("link"), run);
        assertThat(problems(run, link)).containsExactly("run.jsonl is also link");
    }

    @Test
    void aShardThatIsThereTwiceIsRefusedEvenIfItHasNoImages() throws IOException {
        List<String> empty = lines(JsonReport::new, Optional.of(new FleetPart(new Shard(1, 2), 0)), List.of());
        assertThat(problems(save("a", empty), save("b", empty))).containsExactly("shard 1/2 is in both a and b");
    }

    @Test
    void shardsThatLackImagesAreRefused() throws IOException {
        FleetPart part = new FleetPart(new Shard(1, 1), 2);
        ImageResult result = SampleResults.with(SampleResults.image("a"), Status.UNCHANGED);
        ImageResult placed = result.named(new NamedImage("a", Optional.empty(), OptionalLong.of(1)));
        assertThat(problems(save("a", lines(JsonReport::new, Optional.of(part), List.of(placed)))))
                .containsExactly("the shards have 1 images together, but the fleet has 2");
    }

    @Test
    void plansRunsAndRecipesAreNotMixed() throws IOException {
        List<String> plan = lines(JsonReport::new, Optional.empty(), List.of());
        Path planned = save("plan", plan);
        String summary = plan.get(0);
        Path run = save("run", List.of(summary.replace("\"would-change\"", "\"changed\"")));
        Path renamed = save("renamed", List.of(summary.replace("relocate", "upgrade")));
        Path longer = save("longer", List.of(summary.replace("\"steps\":1", "\"steps\":2")));
        assertThat(problems(planned, run)).containsExactly("plan is of a plan, but run of a run");
        assertThat(problems(planned, renamed))
                .containsExactly("plan is of the recipe \"relocate\" with 1 step, but renamed of the recipe \"upgrade\""
                        + " with 1 step");
        assertThat(problems(planned, longer))
                .containsExactly("plan is of the recipe \"relocate\" with 1 step, but longer of the recipe \"relocate\""
                        + " with 2 steps");
    }

    @Test
    void theSameRunIsNotShownTwice() throws IOException {
        List<String> lines = new ArrayList<>();
        new JsonReport(lines::add).end(new RunSummary(false, Optional.of("2026-a"), Map.of()));
        assertThat(problems(save("a", lines), save("b", lines))).containsExactly("run 2026-a is in both a and b");
        Path other = save("c", List.of(lines.get(0).replace("2026-a", "2026-b")));
        assertThat(show(JsonReport::new, List.of(folder.resolve("a"), other)).get(0))
                .contains("\"runs\":[\"2026-a\",\"2026-b\"]");
        assertThat(show(TEXT, List.of(folder.resolve("a"), other))).endsWith("Run 2026-a.", "Run 2026-b.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "would-change","changes"  | "unchanged","changes"   | file: the results were edited or damaged: they do not match their summary
            vm-1.qcow2                | vm-X.qcow2              | file: the results were edited or damaged: they do not match their summary
            "images":200              | "images":201            | file:201: summary.images is not the sum of the other numbers
            "steps":1                 | "steps":-1              | file:201: steps is out of range
            sha256:                   | md5:                    | file:201: digest is not a digest
            {"format_version":"1.0","image":"vm-7.qcow2" | {"format_version":"1.1","image":"vm-7.qcow2" | file:8: the format_version is "1.1"; this Cowhand reads 1.0, so use a newer one
            {"format_version":"1.0","image":"vm-0.qcow2" | {"format_version":"2.0","image":"vm-0.qcow2" | file:1: the format_version is "2.0"; this Cowhand reads 1.0, so use a newer one
            {"format_version":"1.0","image":"vm-0.qcow2","status" | {"format_version":"1.0","image":"vm-0.qcow2","opens" | file:1: this is neither a saved plan nor the output of plan --json or apply --json
            {"format_version":"1.0","image":"vm-0.qcow2" | relocate: 1 step | file:1: this is neither a saved plan nor the output of plan --json or apply --json
            {"format_version":"1.0","image":"vm-1.qcow2" | {"format_version":"1.0","image":"vm-1.qcow2","position":2 | file:2: the positions of images are not in ascending order
            """)
    void editedResultsAreRefused(String part, String replacement, String message) throws IOException {
        String text = String.join("\n", lines(JsonReport::new, Optional.empty(), fleet())) + "\n";
        assertThat(text).contains(part);
        Path file = Files.writeString(
                folder.resolve("file"), text.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(replacement)));
        assertThatThrownBy(() -> new SavedFleet(List.of(file), image -> true))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(folder + "/" + message);
    }

    @Test
    void truncatedResultsAreRefused() throws IOException {
        List<String> lines = lines(JsonReport::new, Optional.empty(), fleet());
        byte[] whole = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        int summary = whole.length - lines.get(IMAGES).length() - 1;
        for (int length : Stream.of(0, 1, 1000, summary - 1, summary, summary + 1, whole.length - 2)
                .toList()) {
            Path file = Files.write(folder.resolve("file"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> new SavedFleet(List.of(file), image -> true))
                    .as("the first %s bytes", length)
                    .isInstanceOf(MalformedJsonException.class);
        }
        // Only the last line feed is missing.
        Path file = Files.write(folder.resolve("file"), Arrays.copyOf(whole, whole.length - 1));
        assertThat(show(JsonReport::new, List.of(file))).isEqualTo(lines);
    }

    @Test
    void theReasonWhyResultsAreNotCompleteIsTold() throws IOException {
        List<String> lines = lines(JsonReport::new, Optional.empty(), fleet());
        Path cut = save("cut", lines.subList(0, IMAGES));
        assertThatThrownBy(() -> new SavedFleet(List.of(cut), image -> true))
                .hasMessage(cut + ": the results are not complete: the summary, which is the last line, is missing");
        List<String> twice = new ArrayList<>(lines);
        twice.addAll(lines);
        Path joined = save("joined", twice);
        assertThatThrownBy(() -> new SavedFleet(List.of(joined), image -> true))
                .hasMessage(joined + ":202: there is more after the summary, which must be the last line");
    }

    @Test
    void compressedFilesAreRecognizedByTheirContent() throws IOException {
        List<String> lines = lines(JsonReport::new, Optional.empty(), fleet());
        Path plain = save("plain.gz", lines);
        Path compressed = folder.resolve("compressed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(Files.readAllBytes(plain));
        }
        assertThat(show(JsonReport::new, List.of(plain))).isEqualTo(lines);
        assertThat(show(JsonReport::new, List.of(compressed))).isEqualTo(lines);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        Path plain = save("plain", lines(JsonReport::new, Optional.empty(), fleet()));
        Path compressed = folder.resolve("cut.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(Files.readAllBytes(plain));
        }
        byte[] bytes = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> new SavedFleet(List.of(compressed), image -> true))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageEndingWith("it is incomplete: its compressed data ends too early");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> new SavedFleet(List.of(binary), image -> true))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(binary + ":1: this is not UTF-8");
    }

    @Test
    void aFileThatCannotBeReadIsNoMalformedOne() {
        assertThatThrownBy(() -> new SavedFleet(List.of(folder.resolve("none")), image -> true))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> new SavedFleet(List.of(folder), image -> true))
                .hasMessageContaining("the folder has no complete results: _summary.json is missing");
    }

    @Test
    void aLimitCountsTheImagesThatItShowsAndHasNoDigest() throws IOException {
        SavedFleet some =
                new SavedFleet(shards(fleet()), image -> image.display().startsWith("vm-1"));
        List<ImageResult> shown = new ArrayList<>();
        some.show(shown::add);
        assertThat(shown)
                .hasSize(111)
                .allMatch(result -> result.image().display().startsWith("vm-1"));
        assertThat(some.heading().orElseThrow().images()).isEqualTo(111);
        assertThat(some.summary().images()).isEqualTo(111);
        assertThat(some.summary().digest()).isEmpty();
        assertThat(some.summary().stopsAt()).contains("vm-3.qcow2");
        assertThat(some.unwanted()).isEmpty();
        assertThat(new SavedFleet(shards(fleet()), image -> false).unwanted().map(each -> each.display()))
                .contains("vm-0.qcow2");
    }
}
