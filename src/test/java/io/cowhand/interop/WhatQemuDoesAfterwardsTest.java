package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an image that Cowhand changed when QEMU goes on with it. */
@Tag("slow")
@RequiresQemu
class WhatQemuDoesAfterwardsTest {

    private static final int CHECK_FOUND_LEAKS = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2", "v3-512", "v3-4k", "backed", "snapshots", "bitmaps", "datafile", "extl2"})
    void labelsSurviveARewrite(String variant) {
        Path image = Variants.copy(variant, folder);
        Runs.apply(image, "{op: set-labels, labels: {build: '41', owner: 'é \"x\"'}}");

        for (int i = 0; i < 2; i++) {
            Qemu.mustImg(folder, "rebase", "-u", "-f", "qcow2", "-b", "base-" + i, "-F", "raw", image.toString());
        }

        assertThat(header(image).payload(ExtensionType.LABELS, ExtensionPayload.Labels.class))
                .hasValueSatisfying(
                        labels -> assertThat(labels.labels()).isEqualTo(Map.of("build", "41", "owner", "é \"x\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resize -f qcow2 labelled.qcow2 +1M",
                "amend -f qcow2 -o lazy_refcounts=on labelled.qcow2",
                "bitmap --add labelled.qcow2 backup",
                "snapshot -c before labelled.qcow2"
            })
    void labelsStayWithTheImageThatQemuChanges(String command) {
        Path image = labelled();

        Qemu.mustImg(folder, command.split(" "));

        assertThat(header(image).extension(ExtensionType.LABELS)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "convert -f qcow2 -O qcow2 labelled.qcow2 new.qcow2",
                "create -f qcow2 -b labelled.qcow2 -F qcow2 new.qcow2"
            })
    void labelsDoNotReachAnImageThatQemuMakesFromAnother(String command) {
        Path image = labelled();

        Qemu.mustImg(folder, command.split(" "));

        assertThat(header(folder.resolve("new.qcow2")).extension(ExtensionType.LABELS))
                .isEmpty();
        assertThat(header(image).extension(ExtensionType.LABELS)).isPresent();
    }

    private Path labelled() {
        Path image = folder.resolve("labelled.qcow2");
        Qemu.mustImg(folder, "create", "-f", "qcow2", image.toString(), "1M");
        ImageResult result = Runs.apply(image, "{op: set-labels, labels: {build: '41'}}");
        assertThat(result.status()).isEqualTo(Status.CHANGED);
        return image;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bitmaps", "bitmaps-in-use", "snapshots-bitmaps-512"})
    void droppedBitmapsLeaveNothingButTheAnnouncedLeaks(String variant) {
        Path image = Variants.copy(variant, folder);

        ImageResult result = Runs.apply(image, "{op: drop-bitmaps}");

        assertThat(result.status()).isEqualTo(Status.CHANGED);
        assertThat(result.problems())
                .extracting(problem -> problem.problem().code())
                .containsExactly("bitmaps-leak");
        assertThat(Qemu.info(image).at("/format-specific/data").has("bitmaps")).isFalse();
        Qemu.Ran check = Qemu.img(folder, "check", "-f", "qcow2", image.toString());
        assertThat(check.exit()).as(check.output()).isEqualTo(CHECK_FOUND_LEAKS);
        assertThat(check.output()).doesNotContain("ERROR");
        assertThat(Qemu.img(folder, "check", "-f", "qcow2", "-r", "leaks", image.toString())
                        .ok())
                .isTrue();
        assertThat(Qemu.img(folder, "check", "-f", "qcow2", image.toString()).output())
                .contains("No errors were found");
    }

    @Test
    void bitmapsAreDroppedByTheirNamesOnlyIfThereIsNoOther() {
        Path image = Variants.copy("bitmaps", folder);
        FileState found = FileState.aged(image);

        ImageResult refused = Runs.apply(image, "{op: drop-bitmaps, names: ['b*', 'backup-????']}");

        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.problems().get(0).problem().message())
                .contains("xxxx")
                .contains("qemu-img bitmap --remove");
        assertThat(FileState.of(image)).isEqualTo(found);
        assertThat(Runs.apply(image, "{op: drop-bitmaps, names: ['b*', 'x*']}").status())
                .isEqualTo(Status.CHANGED);
        assertThat(Runs.apply(image, "{op: drop-bitmaps, names: ['b*']}").status())
                .isEqualTo(Status.UNCHANGED);
    }

    @Test
    void anUpgradeOfAnImageWithOldSnapshotsIsRefused() throws IOException {
        Path image = Variants.copy("snapshots-v2", folder);
        long table = header(image).get(HeaderField.SNAPSHOTS_OFFSET);
        // QEMU writes 24 bytes of extra data; of 15 it reads the rest as part of the id.
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(table + 36);
            file.writeInt(15);
        }
        FileState found = FileState.aged(image);

        ImageResult refused = Runs.apply(image, "{op: upgrade}");

        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.problems().get(0).problem().message())
                .contains("less than 16 bytes of extra data")
                .contains("qemu-img amend -o compat=1.1");
        assertThat(Runs.apply(image, "{op: upgrade, if-not-possible: skip}").status())
                .isEqualTo(Status.UNCHANGED);
        assertThat(FileState.of(image)).isEqualTo(found);
    }

    @Test
    void anUpgradedImageIsWrittenToByAGuestAndStaysSound() {
        Path image = Variants.copy("snapshots-v2", folder);
        assertThat(Runs.apply(image, "{op: upgrade}").status()).isEqualTo(Status.CHANGED);

        Qemu.Ran written = Qemu.run(
                folder,
                List.of(
                        "qemu-io",
                        "-f",
                        "qcow2",
                        "-c",
                        "write -z 1M 128k",
                        "-c",
                        "write -P 5 3M 64k",
                        image.toString()));

        assertThat(written.ok()).as(written.output()).isTrue();
        assertThat(Qemu.img(folder, "check", "-f", "qcow2", image.toString()).ok())
                .isTrue();
        assertThat(Qemu.img(folder, "snapshot", "-a", "first", image.toString()).ok())
                .isTrue();
    }

    @Test
    void anImageThatIsOpenIsNotUpgraded() {
        Path image = Variants.copy("v2", folder);
        try (QemuIo holder = QemuIo.open(folder, "-f", "qcow2", image.toString())) {
            assertThat(holder.isOpen()).isTrue();
            assertThat(Runs.apply(image, "{op: upgrade}").status()).isEqualTo(Status.LOCKED);
        }
        assertThat(header(image).version()).isEqualTo(2);
    }

    private static HeaderImage header(Path image) {
        return ((ReadResult.Readable) HeaderReader.SYSTEM.read(new ImageReference(image)))
                .facts()
                .header();
    }
}
