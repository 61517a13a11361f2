package io.cowhand.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.undo.UndoClass;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {

    @TempDir
    private Path folder;

    private static final PlanHead HEAD = new PlanHead(
            "20261126T080000.000Z-abcdef",
            Instant.parse("2026-11-26T08:00:00Z"),
            "host",
            "root",
            "1.0",
            "/srv",
            2,
            new RecordedRecipe(
                    "r.yaml",
                    "n\u00e4me",
                    "00",
                    1,
                    Map.of("size", BigInteger.TWO.pow(63), "list", List.of("a", true)),
                    "owner",
                    false,
                    List.of(
                            new RecordedFile("r.yaml", Bytes.utf8("cowhand: 1\n# \u20ac\n")),
                            new RecordedFile("payload", Bytes.hex("ff00")))));

    private static ImageResult changed() {
        Change change = new Change.Field(HeaderField.VERSION, OptionalLong.of(2), OptionalLong.of(3));
        Bytes before = Bytes.hex("51 46 49".replace(" ", "")).resized(4096);
        return new ImageResult(
                        new ImageReference(Path.of("a.qcow2")),
                        Status.WOULD_CHANGE,
                        List.of(new PlannedChange(1, "upgrade", false, change)),
                        Optional.empty(),
                        Optional.of(UndoClass.UNTOUCHED),
                        List.of())
                .with(new HeaderWindows(before, before.with(600, Bytes.of(1, 0, 2)), 65_536));
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        try (PlanWriter writer = PlanWriter.create(file, HEAD, Optional.empty())) {
            writer.image(new PlannedImage(changed(), true, Map.of("owner", "me")));
            writer.image(new PlannedImage(
                    ImageResult.of(new ImageReference(Path.of("b")), Status.UNREADABLE, List.of()), false, Map.of()));
            writer.complete(
                    new RunSummary(true, Optional.empty(), Map.of(Status.WOULD_CHANGE, 1L, Status.UNREADABLE, 1L)));
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.plan", "p.plan.gz"})
    void aPlanIsReadAsItWasWritten(String name) throws Exception {
        try (PlanFile plan = PlanFile.open(write(name))) {
            assertThat(plan.head()).isEqualTo(HEAD);
            assertThat(plan.summary().count(Status.WOULD_CHANGE)).isOne();
            for (int i = 0; i < 2; i++) {
                Iterator<PlanLine> images = plan.images();
                PlannedImage first = images.next().read();
                assertThat(first.result().header()).isEqualTo(changed().header());
                assertThat(first.result().changes()).isEqualTo(changed().changes());
                assertThat(first.isLink()).isTrue();
                assertThat(first.row()).isEqualTo(Map.of("owner", "me"));
                assertThat(images.next().read().result().status()).isEqualTo(Status.UNREADABLE);
                assertThat(images.hasNext()).isFalse();
            }
        }
    }

    @Test
    void everyOtherByteIsRefused() throws IOException {
        byte[] plan = Files.readAllBytes(write("p.plan"));
        Path edited = folder.resolve("edited");
        for (int i = 0; i < plan.length; i++) {
            for (int flip : new int[] {1, 0x20, 0x80}) {
                byte[] other = plan.clone();
                other[i] ^= (byte) flip;
                Files.write(edited, other);
                assertThatThrownBy(() -> PlanFile.open(edited).close())
                        .as("byte " + i + " ^ " + flip)
                        .isInstanceOf(PlanFormatException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.plan", "p.plan.gz"})
    void everyTruncationAndEveryAdditionIsRefused(String name) throws IOException {
        byte[] plan = Files.readAllBytes(write(name));
        Path edited = folder.resolve("edited");
        for (int i = 0; i < plan.length; i++) {
            Files.write(edited, Arrays.copyOf(plan, i));
            assertThatThrownBy(() -> PlanFile.open(edited).close())
                    .as("first " + i)
                    .isInstanceOf(PlanFormatException.class);
        }
        for (byte[] more : List.of(new byte[] {'\n'}, new byte[] {0}, plan)) {
            byte[] longer = Arrays.copyOf(plan, plan.length + more.length);
            System.arraycopy(more, 0, longer, plan.length, more.length);
            Files.write(edited, longer);
            assertThatThrownBy(() -> PlanFile.open(edited).close()).isInstanceOf(PlanFormatException.class);
        }
    }

    @Test
    void theHeaderOfACompressedPlanIsTheShortestOne() throws IOException {
        byte[] plan = Files.readAllBytes(write("p.plan.gz"));
        Path edited = folder.resolve("edited");
        for (int i = 0; i < 10; i++) {
            byte[] other = plan.clone();
            other[i] ^= 1;
            Files.write(edited, other);
            assertThatThrownBy(() -> PlanFile.open(edited).close())
                    .as("byte " + i)
                    .isInstanceOf(PlanFormatException.class);
        }
    }

    @Test
    void aPlanThatIsNotCompletedLeavesNothing() throws IOException {
        Path file = folder.resolve("p.plan");
        Files.writeString(file, "old");
        try (PlanWriter writer = PlanWriter.create(file, HEAD, Optional.empty())) {
            writer.image(new PlannedImage(changed(), false, Map.of()));
        }
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**/.cowhand*");
    }
}
