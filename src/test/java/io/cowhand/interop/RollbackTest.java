package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.apply.RollbackAssumptions;
import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.journal.Journal;
import io.cowhand.journal.RecordedRun;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.run.BackingComparison;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.LoopDisk;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import io.cowhand.testing.Steps;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old headers go back only while they would be true of the data; guests write through qemu-io. */
@Tag("slow")
@RequiresQemu
class RollbackTest {

    private static final String LABEL = "{op: set-labels, labels: {owner: storage}}";
    private static final String UNSAFE_LABEL = "{op: set-labels, labels: {owner: storage}, unsafe: true}";
    private static final String MOVE = "{op: move-backing, from: elsewhere, to: moved}";

    @TempDir
    Path folder;

    private Journaled runs;

    @BeforeEach
    void prepare() throws IOException {
        runs = new Journaled(folder);
    }

    private static void guestWrites(Path image, String command) {
        Qemu.Ran ran = Qemu.guest(image, command);
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
        assertThat(result.problems()).isNotEmpty();
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

    private String conflict(RecordedRun run) throws IOException {
        ImageResult result = runs.rollback(run);
        assertThat(result.status()).isEqualTo(Status.CONFLICT);
        assertThat(result.problems()).hasSize(1);
        return result.problems().get(0).problem().message();
    }

    @Test
    void aConflictNamesTheLastRunThatWroteTheImage() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun first = apply(image, LABEL);
        apply(image, "{op: set-labels, labels: {owner: backup}}");
        RecordedRun last = apply(image, "{op: set-labels, labels: {owner: archive}}");
        apply(Variants.copy("v3", folder, "other.qcow2"), LABEL);

        assertThat(conflict(first)).contains("run " + last.id() + " wrote it later");
    }

    @Test
    void aConflictNamesALaterRunAlsoWhereTheHeaderIsTheSameAgain() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun first = apply(image, UNSAFE_LABEL);
        RecordedRun second = apply(image, "{op: set-labels, labels: {owner: backup}}");
        assertThat(runs.rollback(second).status()).isEqualTo(Status.RESTORED);

        assertThat(conflict(first)).contains("run " + runs.last().id() + " wrote it later");
    }

    @Test
    void aConflictNamesALaterRunThatWroteAnotherFileOfTheImagesName() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun first = apply(image, LABEL);
        Files.copy(image, folder.resolve("copy"));
        Files.move(folder.resolve("copy"), image, StandardCopyOption.REPLACE_EXISTING);
        RecordedRun second = apply(image, "{op: set-labels, labels: {owner: backup}}");
        assertThat(runs.rollback(second).status()).isEqualTo(Status.RESTORED);

        assertThat(conflict(first))
                .contains("the image is not the file that the run wrote")
                .contains("run " + runs.last().id() + " wrote it later");
    }

    @Test
    void aConflictSaysWhereNoRunOfCowhandWroteTheImage() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun run = apply(image, UNSAFE_LABEL);
        apply(Variants.copy("v3", folder, "other.qcow2"), LABEL);
        guestWrites(image, "write -P 5 1M 64k");
        assertThat(conflict(run))
                .isEqualTo("the old header may no longer describe the image's data: another program wrote to it since");

        Runs.apply(image, "{op: set-labels, labels: {owner: backup}}");
        assertThat(conflict(run)).contains("not what the run wrote; another program wrote to it since");
    }

    /** The journal that cannot be read may be the one that tells. */
    @Test
    void aConflictBlamesNoOtherProgramWhereALaterJournalCannotBeRead() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun run = apply(image, LABEL);
        RecordedRun damaged = apply(image, "{op: set-labels, labels: {owner: backup}}");
        byte[] journal = Files.readAllBytes(damaged.file());
        for (int at = 512; at < journal.length; at += 512) {
            journal[at + 100] ^= 1;
        }
        Files.write(damaged.file(), journal);

        assertThat(conflict(run)).contains("a later run whose journal cannot be read");
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
        assertThat(result.problems().get(0).problem().message()).contains("external data file");
    }

    @Test
    void anIntentThatWasNotBegunDoesNotUndoWhatOthersDid() throws IOException {
        Path image = Variants.copy("v3", folder);
        intendAndDie(image, LABEL);
        Qemu.mustImg(folder, "bitmap", "--add", "-f", "qcow2", image.toString(), "theirs");
        FileState found = FileState.aged(image);

        List<ImageResult> recovered = runs.recover();

        assertThat(recovered).extracting(ImageResult::status).containsExactly(Status.CHANGED_SINCE);
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
        ReadResult.Readable read = (ReadResult.Readable) HeaderReader.SYSTEM.read(new ImageReference(image));
        ImagePlan.Edit edit = (ImagePlan.Edit) new Planner(Steps.of(steps)).plan(read.facts());
        try (Journal journal = runs.state().begin(runs.metadata())) {
            journal.recordIntents(List.of(Journaled.write(image.toString(), image, edit.writes(), edit.undo())));
        }
    }

    private Bytes guestReads(Path image, String place) {
        Qemu.Ran ran =
                Qemu.run(folder, List.of("qemu-io", "-r", "-f", "qcow2", "-c", "read -v " + place, image.toString()));
        assertThat(ran.ok()).as(ran.output()).isTrue();
        return Bytes.utf8(ran.output()
                .lines()
                .filter(line -> line.matches("[0-9a-f]{8}:.*"))
                .collect(Collectors.joining()));
    }

    private static void guestWritesThroughTheChain(Path image, String command) {
        Qemu.Ran ran = Qemu.run(image.getParent(), List.of("qemu-io", "-f", "qcow2", "-c", command, image.toString()));
        assertThat(ran.ok()).as(ran.output()).isTrue();
    }

    private Path base(String name, int pattern) {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", name, "4M");
        guestWrites(folder.resolve(name), "write -P " + pattern + " 0 1M");
        return folder.resolve(name);
    }

    private Path overlay(String base) {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-b", base, "-F", "qcow2", "overlay.qcow2");
        return folder.resolve("overlay.qcow2");
    }

    /** What a guest wrote into the copy would be gone. */
    @Test
    void anImageIsNotLedBackToItsOldDataFile() throws IOException {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-o", "data_file=old.raw", "a.qcow2", "4M");
        Path image = folder.resolve("a.qcow2");
        guestWrites(image, "write -P 1 0 64k");
        Files.copy(folder.resolve("old.raw"), folder.resolve("new.raw"));
        RecordedRun run = apply(image, "{op: set-data-file, file: new.raw}");
        guestWrites(image, "write -P 2 0 64k");
        Bytes written = guestReads(image, "0 4k");

        assertConflict(run, image);
        assertThat(runs.rollback(
                                run,
                                new RollbackAssumptions(
                                        true, true, Optional.of(RollbackAssumptions.BackingCheck.TRUSTED)))
                        .status())
                .isEqualTo(Status.CONFLICT);

        assertThat(guestReads(image, "0 4k")).isEqualTo(written);
    }

    /** What was committed into the new base would be gone. */
    @Test
    void anImageIsNotLedBackToItsOldBaseAfterACommit() throws IOException {
        Files.createDirectory(folder.resolve("old"));
        Files.createDirectory(folder.resolve("new"));
        base("old/base.qcow2", 1);
        base("new/base.qcow2", 1);
        Path image = overlay("old/base.qcow2");
        RecordedRun run = apply(image, "{op: move-backing, from: old, to: new}");
        guestWritesThroughTheChain(image, "write -P 9 64k 4k");
        Bytes written = guestReads(image, "64k 4k");
        Qemu.mustImg(folder, "commit", "-q", "-f", "qcow2", "overlay.qcow2");

        ImageResult result = runs.rollback(run);

        assertThat(result.status()).isEqualTo(Status.CONFLICT);
        assertThat(result.problems().get(0).problem().message()).contains("--same-backing");
        assertThat(guestReads(image, "64k 4k")).isEqualTo(written);
    }

    @Test
    void aNameGoesBackAfterAGuestWroteIfTheBasesAreVouchedForOrTheSame() throws IOException {
        Path one = base("one.qcow2", 1);
        Path same = Files.copy(one, folder.resolve("same.qcow2"));
        Path other = base("other.qcow2", 2);
        BackingComparison comparison = new BackingComparison(List.of(one, same, other));
        Path image = overlay("one.qcow2");

        RecordedRun toOther = apply(image, "{op: replace-backing, pattern: one, replacement: other}");
        guestWritesThroughTheChain(image, "write -P 9 2M 4k");
        assertThat(runs.rollback(toOther).status()).isEqualTo(Status.CONFLICT);
        ImageResult compared = runs.rollback(toOther, new RollbackAssumptions(true, false, Optional.of(comparison)));
        assertThat(compared.status()).isEqualTo(Status.CONFLICT);
        assertThat(compared.problems().get(0).problem().message()).contains("do not hold the same bytes");
        assertThat(runs.rollback(
                                toOther,
                                new RollbackAssumptions(
                                        true, false, Optional.of(RollbackAssumptions.BackingCheck.TRUSTED)))
                        .status())
                .isEqualTo(Status.RESTORED);

        RecordedRun toSame = apply(image, "{op: replace-backing, pattern: one, replacement: same}");
        guestWritesThroughTheChain(image, "write -P 8 2M 4k");
        ImageResult unnamed = runs.rollback(
                toSame, new RollbackAssumptions(true, false, Optional.of(new BackingComparison(List.of(same, other)))));
        assertThat(unnamed.status()).isEqualTo(Status.CONFLICT);
        assertThat(unnamed.problems().get(0).problem().message()).contains("old backing file is not among");
        assertThat(runs.rollback(toSame, new RollbackAssumptions(true, false, Optional.of(comparison)))
                        .status())
                .isEqualTo(Status.RESTORED);
        assertThat(Qemu.info(image).get("backing-filename").asString()).isEqualTo("one.qcow2");
    }

    /** Equal bases may name different files of their own. */
    @Test
    void basesWithFilesOfTheirOwnAreNotCompared() throws IOException {
        for (String place : List.of("one", "two")) {
            Path root = Files.createDirectory(folder.resolve(place));
            Files.write(root.resolve("root.raw"), new byte[1 << 20]);
            Qemu.mustImg(root, "create", "-q", "-f", "qcow2", "-b", "root.raw", "-F", "raw", "base.qcow2");
        }
        Path one = folder.resolve("one/base.qcow2");
        Path two = folder.resolve("two/base.qcow2");
        assertThat(Files.mismatch(one, two)).isNegative();
        Path image = overlay("one/base.qcow2");
        RecordedRun run = apply(image, "{op: move-backing, from: one, to: two}");
        guestWritesThroughTheChain(image, "write -P 9 64k 4k");

        ImageResult result = runs.rollback(
                run, new RollbackAssumptions(true, false, Optional.of(new BackingComparison(List.of(one, two)))));

        assertThat(result.status()).isEqualTo(Status.CONFLICT);
        assertThat(result.problems().get(0).problem().message()).contains("a backing file or a data file of their own");
    }

    /** With its format gone, QEMU would take the base for what a guest has made it look like. */
    @Test
    void theFormatRawDoesNotGoAwayAgainOnceSomethingWasCommitted() throws IOException {
        Files.write(folder.resolve("base.raw"), new byte[1 << 20]);
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-u", "-b", "base.raw", "-F", "raw", "overlay.qcow2", "1M");
        Path image = folder.resolve("overlay.qcow2");
        apply(image, "{op: remove-extension, magic: backing-format}");
        RecordedRun run = apply(image, "{op: set-backing-format, format: raw}");
        guestWritesThroughTheChain(image, "write -P 0x51 0 512");
        Qemu.mustImg(folder, "commit", "-q", "-f", "qcow2", "overlay.qcow2");

        assertConflict(run, image);
    }

    @Test
    void afterARestartTimesCountOnlyForWhoVouchesForThem() throws IOException {
        Path image = Variants.copy("v2", folder);
        RecordedRun run = apply(image, "{op: upgrade}");

        ImageResult restarted = runs.rollback(run, RollbackAssumptions.none(false));
        assertThat(restarted.status()).isEqualTo(Status.CONFLICT);
        assertThat(restarted.problems().get(0).problem().message()).contains("--trust-mtime");
        assertThat(runs.rollback(run, new RollbackAssumptions(false, true, Optional.empty()))
                        .status())
                .isEqualTo(Status.RESTORED);
    }

    /** As a power cut may do, of which this machine knows nothing. */
    @Test
    void aTimeThatWasTurnedBackDoesNotCount() throws IOException {
        for (String step : List.of("{op: upgrade}", "{op: drop-bitmaps}")) {
            Path image = Variants.copy(step.contains("upgrade") ? "v2" : "bitmaps", folder);
            RecordedRun run = apply(image, step);
            FileTime time = Files.getLastModifiedTime(image);
            guestWrites(image, "write -P 5 1M 64k");
            Files.setLastModifiedTime(image, time);

            assertConflict(run, image);
        }
    }

    @Test
    void anotherFileInTheImagesPlaceIsLeftAlone() throws IOException {
        Path image = Variants.copy("v3", folder);
        RecordedRun run = apply(image, LABEL);
        Path copy = Files.copy(image, folder.resolve("copy"));
        Files.move(copy, image, StandardCopyOption.REPLACE_EXISTING);
        FileState found = FileState.of(image);

        assertThat(runs.rollback(run).status()).isEqualTo(Status.CONFLICT);
        assertThat(FileState.of(image)).isEqualTo(found);
    }

    /** The data that a guest flushed is there after the power cut, the time of modification that came with it is not. */
    @Test
    @Requires(
            root = true,
            programs = {"mkfs.ext4", "mount"})
    void afterAPowerCutDataMayBeNewerThanItsTime() throws IOException {
        for (String step : List.of("{op: upgrade}", "{op: drop-bitmaps}")) {
            Path place = Files.createDirectory(folder.resolve(step.contains("upgrade") ? "upgrade" : "bitmaps"));
            try (LoopDisk disk = LoopDisk.make(place, 32)) {
                Path image = Variants.copy(step.contains("upgrade") ? "v2" : "bitmaps", disk.root());
                guestWrites(image, "write -P 1 1M 64k");
                RecordedRun run = apply(image, step);
                // In a cluster that is there already, so that nothing but data changes.
                guestWrites(image, "write -P 7 1M 64k");
                disk.cutPower();
                FileState found = FileState.of(image);

                ImageResult result = runs.rollback(run);

                assertThat(result.status()).isEqualTo(Status.CONFLICT);
                assertThat(FileState.of(image)).isEqualTo(found);
            }
        }
    }
}
