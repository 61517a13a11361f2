package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.step.Step;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import io.cowhand.testing.Steps;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Every operation on every kind of image. */
@Tag("slow")
@RequiresQemu
@Execution(ExecutionMode.CONCURRENT)
class OperationsOnRealImagesTest {

    private static final Map<String, Seen> ORIGINALS = new ConcurrentHashMap<>();
    private static final AtomicInteger COPIES = new AtomicInteger();

    @TempDir
    static Path folder;

    /** An operation on a kind of image. */
    record Case(String variant, Intent intent) {
        @Override
        public String toString() {
            return intent + " on " + variant;
        }
    }

    static Stream<Case> cases() {
        return Variants.names().stream()
                .flatMap(variant -> Intents.ALL.stream()
                        .filter(intent -> intent.isFor(variant))
                        .map(intent -> new Case(variant, intent)));
    }

    @BeforeAll
    static void makeBackingFiles() throws IOException {
        Variants.sparse(folder.resolve("base.raw"), 1 << 20);
        Variants.sparse(folder.resolve("moved.raw"), 64 << 20);
        for (String name : List.of("elsewhere", "moved", "nowhere")) {
            Files.createDirectory(folder.resolve(name));
            Variants.copy("v3", folder.resolve(name), "base.qcow2");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void qemuSeesWhatWasIntendedAndNothingElse(Case test) {
        Seen before = original(test.variant());
        Path image = prepared(test);

        ImageResult result = Runs.apply(image, steps(test));

        Seen after = Seen.of(test.variant(), image);
        assertThat(result.status()).isEqualTo(test.intent().status(before.info()));
        assertThat(after.info()).isEqualTo(test.intent().expected(before.info()));
        assertThat(after.check()).isEqualTo(before.check()).matches(Qemu.Ran::ok, "succeeds");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aDryRunWritesNothingAndAnnouncesWhatApplyDoes(Case test) {
        Path image = prepared(test);
        FileState found = FileState.aged(image);

        ImageResult announced = Runs.plan(image, steps(test));
        assertThat(FileState.of(image)).isEqualTo(found);
        ImageResult done = Runs.apply(image, steps(test));

        assertThat(done.status())
                .isEqualTo(announced.status() == Status.WOULD_CHANGE ? Status.CHANGED : announced.status());
        assertThat(done.changes()).isEqualTo(announced.changes());
        assertThat(done.undo()).isEqualTo(announced.undo());
        assertThat(done.problems()).isEqualTo(announced.problems());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void onlyThePlannedSectorsOfTheFirstClusterChange(Case test) {
        Path image = prepared(test);
        ObjectNode info = original(test.variant()).info();
        FileState found = FileState.aged(image);
        if (test.intent().status(info) != Status.CHANGED) {
            Runs.apply(image, steps(test));
            assertThat(FileState.of(image)).isEqualTo(found);
            return;
        }
        SectorWrite writes = writes(image, steps(test), 0);

        Runs.apply(image, steps(test));

        FileState changed = FileState.of(image);
        SectorChange change = writes.change();
        int end = change.end();
        assertThat(List.of(change.offset() % 512, end % 512)).containsOnly(0);
        assertThat(end).isLessThanOrEqualTo(info.get("cluster-size").asInt());
        assertThat(changed.content())
                .isNotEqualTo(found.content())
                .isEqualTo(found.content().with(change.offset(), change.after()));
        assertThat(changed.lasting()).isEqualTo(found.lasting());
        assertThat(changed.attributes().get("lastModifiedTime"))
                .isNotEqualTo(found.attributes().get("lastModifiedTime"));
        assertThat(sectorsThatDiffer(found.content(), changed.content()))
                .as("the last sector written differs, and the only one")
                .contains(end / 512 - 1)
                .hasSizeGreaterThan(change.isAtomic() ? 0 : 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void nothingIsWrittenTheSecondTime(Case test) {
        Path image = prepared(test);
        Status first = Runs.apply(image, steps(test)).status();
        FileState found = FileState.aged(image);

        ImageResult second = Runs.apply(image, steps(test));

        assertThat(second.status()).isEqualTo(first == Status.REFUSED ? Status.REFUSED : Status.UNCHANGED);
        assertThat(second.changes()).isEmpty();
        assertThat(FileState.of(image)).isEqualTo(found);
    }

    private static Path prepared(Case test) {
        Path image = Variants.copy(test.variant(), folder, "image-" + COPIES.incrementAndGet() + ".qcow2");
        if (!test.intent().before().isEmpty()) {
            Runs.apply(image, test.intent().before().toArray(String[]::new));
        }
        return image;
    }

    private static List<Step> steps(Case test) {
        return Steps.of(test.intent().steps().toArray(String[]::new));
    }

    /** What QEMU says of the image as it was made; preparing it must not change that. */
    private static Seen original(String variant) {
        return ORIGINALS.computeIfAbsent(
                variant, name -> Seen.of(name, Variants.copy(name, folder, "original-" + name + ".qcow2")));
    }

    private static SectorWrite writes(Path image, List<Step> steps, int window) {
        ReadResult.Readable readable =
                (ReadResult.Readable) HeaderReader.SYSTEM.read(new ImageReference(image), window);
        ImagePlan plan = new Planner(steps).plan(readable.facts());
        return plan instanceof ImagePlan.NeedsWindow needs
                ? writes(image, steps, needs.window())
                : ((ImagePlan.Edit) plan).writes();
    }

    private static List<Integer> sectorsThatDiffer(Bytes one, Bytes other) {
        return Stream.iterate(0, at -> at < one.length(), at -> at + 512)
                .filter(at -> !one.slice(at, Math.min(at + 512, one.length()))
                        .equals(other.slice(at, Math.min(at + 512, one.length()))))
                .map(at -> at / 512)
                .toList();
    }
}
