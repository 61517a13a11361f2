package io.cowhand.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.fleet.Status;
import io.cowhand.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {

    @TempDir
    private Path folder;

    private Path write(String name) throws IOException {
        return SamplePlan.write(folder.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.plan", "p.plan.gz"})
    void aPlanIsReadAsItWasWritten(String name) throws Exception {
        try (PlanFile plan = PlanFile.open(write(name))) {
            assertThat(plan.head()).isEqualTo(SamplePlan.HEAD);
            assertThat(plan.summary().count(Status.WOULD_CHANGE)).isOne();
            for (int i = 0; i < 2; i++) {
                Iterator<PlanLine> images = plan.images();
                PlannedImage first = images.next().read();
                assertThat(first.result().header())
                        .isEqualTo(SamplePlan.changed().header());
                assertThat(first.result().changes())
                        .isEqualTo(SamplePlan.changed().changes());
                assertThat(first.isLink()).isTrue();
                assertThat(first.row()).isEqualTo(Map.of("owner", "me"));
                assertThat(images.next().read().result().status()).isEqualTo(Status.UNREADABLE);
                assertThat(images.next().read().result().status()).isEqualTo(Status.UNCHANGED);
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
                        .isInstanceOf(MalformedJsonException.class);
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
                    .isInstanceOf(MalformedJsonException.class);
        }
        for (byte[] more : List.of(new byte[] {'\n'}, new byte[] {0}, plan)) {
            byte[] longer = Arrays.copyOf(plan, plan.length + more.length);
            System.arraycopy(more, 0, longer, plan.length, more.length);
            Files.write(edited, longer);
            assertThatThrownBy(() -> PlanFile.open(edited).close()).isInstanceOf(MalformedJsonException.class);
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
                    .isInstanceOf(MalformedJsonException.class);
        }
    }

    @Test
    void aPlanThatIsNotCompletedLeavesNothing() throws IOException {
        Path file = write("p.plan");
        byte[] old = Files.readAllBytes(file);
        try (PlanWriter writer = PlanWriter.create(file, SamplePlan.HEAD, Optional.empty())) {
            writer.image(new PlannedImage(SamplePlan.changed(), false, Map.of()));
        }
        assertThat(file).hasBinaryContent(old);
        assertThat(folder).isDirectoryNotContaining("glob:**/.cowhand*");
    }

    @Test
    void onlyPlansAndEmptyFilesAreReplaced() throws IOException {
        Path image = Files.writeString(folder.resolve("a.qcow2"), "QFI\u00fb");
        assertThatThrownBy(() -> SamplePlan.write(image)).hasMessageContaining("it is not replaced");
        assertThat(image).hasContent("QFI\u00fb");
        Path empty = Files.createFile(folder.resolve("empty"));
        SamplePlan.write(empty);
        SamplePlan.write(empty);
        assertThat(PlanFile.isMeantBy(empty)).isTrue();
    }
}
