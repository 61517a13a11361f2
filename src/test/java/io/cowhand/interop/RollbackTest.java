package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.Reading;
import io.cowhand.journal.Journal;
import io.cowhand.journal.RecordedRun;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.run.ImageResult;
import io.cowhand.run.Status;
import io.cowhand.target.ImageReference;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Steps;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old headers go back only while they would be true of the data; guests write through qemu-io. */
@RequiresQemu
class RollbackTest {

    private static final String LABEL = "{op: set-labels, labels: {owner: storage}}";
    private static final String MOVE = "{op: move-backing, from: elsewhere, to: moved}";

    @TempDir
    Path folder;

    private Journaled runs;

    @BeforeEach
    void prepare() throws IOException {
        runs = new Journaled(folder);
    }

    private static void guestWrites(Path image, String command) {
        Qemu.Ran ran = Qemu.run(
                image.getParent(),
                List.of(
                        "qemu-io",
                        "-c",
                        command,
                        "json:{\"driver\": \"qcow2\", \"backing\": null, \"file\": {\"driver\": \"file\", \"filename\": \""
                                + image + "\"}}"));
        assertThat(ran.ok()).as(ran.output()).isTrue();
    }

    private RecordedRun apply(Path image, String... steps) throws IOException {
        assertThat(runs.apply(image, steps).status()).isEqualTo(Status.CHANGED);
        return runs.last();
    }

    private void assertConflict(RecordedRun run, Path image) throws IOException {
        FileState found = FileState.aged(image);
        // The time that a file was written is part of the evidence: the test has changed it, which is a write like
        // another.
        ImageResult result = runs.rollback(run);
        assertThat(result.status()).isEqualTo(Status.CONFLICT);
        assertThat(result.remarks()).isNotEmpty();
        assertThat(FileState.of(image)).isEqualTo(found);
        assertThat(Qemu.opens(image)).isTrue();
        assertThat(Qemu.img(folder, "check", "-f", "qcow2", image.toString()).output())
                .doesNotContain("ERROR");
    }

    @Test
    void labelsGoBackAnytime() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun run = apply(image, LABEL);
        guestWrites(image, "write -P 5 1M 64k");
        Bytes written = FileState.content(image);

        assertThat(runs.rollback(run).status()).isEqualTo(Status.RESTORED);

        int window = 4096;
        assertThat(FileState.content(image).slice(0, window))
                .isEqualTo(FileState.content(Variants.get("v3")).slice(0, window));
        assertThat(FileState.content(image).slice(window, written.length()))
                .isEqualTo(written.slice(window, written.length()));
        FileState found = FileState.aged(image);
        assertThat(runs.rollback(run).status()).as("a second time").isEqualTo(Status.UNCHANGED);
        assertThat(FileState.of(image)).isEqualTo(found);
    }

    @Test
    void anotherNameOfTheBackingFileGoesBackOnlyWhileNobodyWrote() throws IOException {
        Path image = Variants.copy("backed", folder);
        Bytes before = FileState.content(image);
        assertThat(runs.rollback(apply(image, MOVE)).status()).isEqualTo(Status.RESTORED);
        assertThat(FileState.content(image)).isEqualTo(before);

        RecordedRun run = apply(image, MOVE);
        guestWrites(image, "write -P 5 1M 64k");

        assertConflict(run, image);
    }

    @Test
    void aRollbackCanBeTakenBack() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun run = apply(image, LABEL);
        Bytes moved = FileState.content(image);
        runs.rollback(run);
        RecordedRun rollback = runs.last();
        assertThat(rollback.id()).isNotEqualTo(run.id());

        assertThat(runs.rollback(rollback).status()).isEqualTo(Status.RESTORED);
        assertThat(FileState.content(image)).isEqualTo(moved);
    }

    @Test
    void anUpgradeGoesBackOnlyWhileNobodyWrote() throws IOException {
        Path image = Variants.copy("v2", folder);
        Bytes before = FileState.content(image);
        assertThat(runs.rollback(apply(image, "{op: upgrade}")).status()).isEqualTo(Status.RESTORED);
        assertThat(FileState.content(image)).isEqualTo(before);

        RecordedRun run = apply(image, "{op: upgrade}");
        guestWrites(image, "write -z 1M 128k");

        assertConflict(run, image);
        guestWrites(image, "read 1M 128k");
    }

    @Test
    void droppedBitmapsDoNotComeBackAfterAGuestWrote() throws IOException {
        for (boolean freed : new boolean[] {false, true}) {
            Path image = Variants.copy("bitmaps", folder, "bitmaps-" + freed + ".qcow2");
            RecordedRun run = apply(image, "{op: drop-bitmaps}");
            guestWrites(image, "write -P 9 2M 64k");
            if (freed) {
                assertThat(Qemu.img(folder, "check", "-f", "qcow2", "-r", "leaks", image.toString())
                                .ok())
                        .isTrue();
            }

            assertConflict(run, image);
        }
    }

    @Test
    void droppedBitmapsComeBackWhileNobodyWrote() throws IOException {
        Path image = Variants.copy("bitmaps", folder);
        Bytes before = FileState.content(image);

        assertThat(runs.rollback(apply(image, "{op: drop-bitmaps}")).status()).isEqualTo(Status.RESTORED);

        assertThat(FileState.content(image)).isEqualTo(before);
    }

    @Test
    void anImageWithItsDataElsewhereIsNotKnownToBeUntouched() throws IOException {
        Path image = Variants.copy("datafile-raw", folder);
        RecordedRun run = apply(image, "{op: clear-feature, feature: raw-external-data}");

        ImageResult result = runs.rollback(run);

        assertThat(result.status()).isEqualTo(Status.CONFLICT);
        assertThat(result.remarks().get(0).problem().message()).contains("external data file");
    }

    @Test
    void anIntentThatWasNotBegunDoesNotUndoWhatOthersDid() throws IOException {
        Path image = Variants.copy("v3", folder);
        intendAndDie(image, LABEL);
        Qemu.mustImg(folder, "bitmap", "--add", "-f", "qcow2", image.toString(), "theirs");
        FileState found = FileState.aged(image);

        List<ImageResult> recovered = runs.recover();

        assertThat(recovered).extracting(ImageResult::status).containsExactly(Status.CONFLICT);
        assertThat(FileState.of(image)).isEqualTo(found);
        assertThat(Qemu.info(image).at("/format-specific/data/bitmaps/0/name").asString())
                .isEqualTo("theirs");
    }

    @Test
    void aRunningMachineKeepsItsHeader() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun run = apply(image, LABEL);
        try (QemuIo holder = QemuIo.open(
                folder,
                "json:{\"driver\": \"qcow2\", \"backing\": null, \"file\": {\"driver\": \"file\", \"filename\": \""
                        + image + "\"}}")) {
            assertThat(holder.isOpen()).isTrue();
            assertThat(runs.rollback(run).status()).isEqualTo(Status.LOCKED);
        }
        assertThat(runs.rollback(run).status()).isEqualTo(Status.RESTORED);
    }

    /** Notes what would be written, and nothing more, as if the power had gone then. */
    private void intendAndDie(Path image, String... steps) throws IOException {
        Reading.Readable read = (Reading.Readable) HeaderReader.read(new ImageReference(image));
        ImagePlan.Edit edit = (ImagePlan.Edit) new Planner(Steps.of(steps)).plan(read.facts());
        try (Journal journal = runs.state().begin(runs.head())) {
            journal.intend(
                    List.of(new Journal.Write(image.toString(), image.toUri().toString(), edit.writes())));
        }
    }
}
