package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Owned;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code capture --restore} puts a captured header back where it still describes the data. */
@Tag("slow")
@RequiresQemu
class RestoreIT {

    private static final String DATA = "read -P 0x5a 0 64k";

    @TempDir
    private Path folder;

    private Path image;

    @BeforeEach
    void captureAnImageWithData() {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "image.qcow2", "4M");
        image = folder.resolve("image.qcow2");
        assertThat(Qemu.guest(image, "write -P 0x5a 0 64k").ok()).isTrue();
        assertThat(run("capture", "image.qcow2", "-o", "c.zip").exit()).isZero();
    }

    private Cowhand.Ran run(String... arguments) {
        return Cowhand.run(folder, arguments);
    }

    private Cowhand.Ran restore(String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("capture", "--restore", "image.qcow2", "--from", "c.zip", "--state-dir", "state"));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private void apply(String step) throws IOException {
        Files.writeString(
                folder.resolve("r.yaml"), "cowhand: 1\nname: r\nimages: [image.qcow2]\nsteps:\n  - " + step + "\n");
        Cowhand.Ran ran = run("apply", "--state-dir", "state", "r.yaml");
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    }

    private void overwrite(int offset, int length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(offset);
            file.write(new byte[length]);
        }
    }

    private void assertWhole() {
        assertThat(Qemu.img(folder, "check", "image.qcow2").ok()).isTrue();
        assertThat(Qemu.guest(image, DATA).output()).doesNotContain("Pattern verification failed");
    }

    @Test
    void aHeaderIsRestoredAndTheRestoreRolledBack() throws IOException {
        byte[] captured = Files.readAllBytes(image);
        apply("{op: add-extension, magic: 0x11223344, text: unwanted}");
        byte[] changed = Files.readAllBytes(image);

        Cowhand.Ran dry = restore("--dry-run");
        assertThat(dry.out()).contains("would restore", "0x11223344");
        assertThat(Files.readAllBytes(image)).isEqualTo(changed);

        Cowhand.Ran ran = restore("--reason", "back");
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        assertThat(Files.readAllBytes(image)).isEqualTo(captured);
        assertWhole();
        assertThat(run("runs", "--state-dir", "state").out()).contains("restore of image.qcow2", "back");

        assertThat(restore().out()).contains("unchanged");
        assertThat(run("rollback", "--state-dir", "state", "last").exit()).isZero();
        assertThat(Files.readAllBytes(image)).isEqualTo(changed);
    }

    @Test
    void aHeaderThatWasOverwrittenNeedsAConfirmation() throws IOException {
        byte[] captured = Files.readAllBytes(image);
        overwrite(0, 512);

        Cowhand.Ran refused = restore();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).contains("refused", "the current header cannot be read", "--yes");

        Cowhand.Ran ran = restore("--yes");
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        assertThat(Files.readAllBytes(image)).isEqualTo(captured);
        assertWhole();
    }

    @Test
    void anImageThatHasGrownIsRefused() throws IOException {
        Qemu.mustImg(folder, "resize", "-q", "image.qcow2", "8M");
        assertThat(Qemu.guest(image, "write -P 1 6M 1M").ok()).isTrue();

        Cowhand.Ran refused = restore("--json");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out())
                .contains("\"status\":\"refused\"", "not-as-captured", "bytes, and had", "size is 8388608 now");
        assertThat(restore("--dry-run", "--yes").out()).contains("would restore", "and had");
    }

    @Test
    void tablesThatMovedOrChangedAreRefused() {
        long size = image.toFile().length();
        Qemu.mustImg(folder, "snapshot", "-c", "one", "image.qcow2");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        } catch (IOException error) {
            throw new AssertionError(error);
        }

        assertThat(restore().out()).contains("nb_snapshots is 1 now, and was 0", "snapshots_offset is");
    }

    @Test
    void anotherBackingFileNeedsAConfirmation() throws IOException {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "base.qcow2", "4M");
        apply("{op: set-backing, file: base.qcow2, format: qcow2, unsafe: true}");
        byte[] now = Files.readAllBytes(image);

        Cowhand.Ran refused = restore();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out())
                .contains(
                        "the name of the backing file is \"base.qcow2\" now, and was missing when the image was captured",
                        "--yes");
        assertThat(Files.readAllBytes(image)).isEqualTo(now);
        assertThat(restore("--yes").exit()).isZero();
    }

    @Test
    void anotherDataFileNeedsAConfirmation() throws IOException {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-o", "data_file=a.raw", "data.qcow2", "1M");
        Files.copy(folder.resolve("a.raw"), folder.resolve("b.raw"));
        assertThat(run("capture", "data.qcow2", "-o", "d.zip").exit()).isZero();
        Qemu.mustImg(folder, "amend", "-f", "qcow2", "-o", "data_file=b.raw", "data.qcow2");

        String[] arguments = {"capture", "--restore", "data.qcow2", "--from", "d.zip", "--state-dir", "state"};
        Cowhand.Ran refused = run(arguments);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out())
                .contains("the name of the external data file is \"b.raw\" now, and was \"a.raw\" when the image was"
                        + " captured");
    }

    @Test
    void aFeatureThatDiffersIsNamed() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(79);
            file.write(4);
        }

        Cowhand.Ran refused = restore();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).contains("external-data-file is set now, and was not when the image was captured");
    }

    @Test
    void anotherFileInItsPlaceIsRefused() throws IOException {
        Files.copy(image, folder.resolve("copy"));
        apply("{op: lazy-refcounts, enabled: true}");
        Files.move(folder.resolve("copy"), folder.resolve("again"));
        Files.copy(image, folder.resolve("other"));
        Files.delete(image);
        Files.move(folder.resolve("other"), image);

        assertThat(restore().out()).contains("another file than the one that was captured");
        assertThat(restore("--yes").exit()).isZero();
        assertWhole();
    }

    @Test
    void anImageInUseIsLocked() throws IOException {
        apply("{op: lazy-refcounts, enabled: true}");
        try (QemuIo holder = QemuIo.open(folder, "-f", "qcow2", "image.qcow2")) {
            assertThat(holder.isOpen()).isTrue();
            Cowhand.Ran ran = restore();
            assertThat(ran.exit()).isEqualTo(4);
            assertThat(ran.out()).contains("locked");
        }
    }

    @Test
    void aLinkOfAnotherUserIsNotFollowedEvenIfConfirmed() throws IOException {
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path link = Files.createSymbolicLink(theirs.resolve("link.qcow2"), image);
        Owned.give(theirs, Owned.NOBODY);
        Owned.give(link, Owned.NOBODY);
        assertThat(run("capture", "theirs/link.qcow2", "-o", "l.zip").exit()).isZero();
        apply("{op: lazy-refcounts, enabled: true}");
        byte[] now = Files.readAllBytes(image);

        for (String option : List.of("--yes", "--dry-run")) {
            Cowhand.Ran refused =
                    run("capture", "--restore", "theirs/link.qcow2", "--from", "l.zip", "--state-dir", "state", option);
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.out())
                    .contains("refused", "link.qcow2 is not followed", "name the image by a path without this link")
                    .doesNotContain("recipe");
            assertThat(Files.readAllBytes(image)).isEqualTo(now);
        }
        assertThat(run("capture", "--restore", "image.qcow2", "--from", "l.zip", "--state-dir", "state")
                        .exit())
                .isZero();
        assertThat(Files.readAllBytes(image)).isNotEqualTo(now);
    }

    @Test
    void whatTheCaptureDoesNotContainIsRefused() {
        Variants.copy("v3", folder, "other.qcow2");
        Cowhand.Ran ran = run("capture", "--restore", "other.qcow2", "--from", "c.zip", "--state-dir", "state");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("other.qcow2", "the capture does not contain it");
    }

    @Test
    void everyHeaderCanBeRestored() throws IOException {
        for (String name : Variants.names()) {
            image = Variants.copy(name, folder);
            String file = image.getFileName().toString();
            byte[] captured = Files.readAllBytes(image);
            assertThat(run("capture", file, "-o", "v.zip").exit()).isZero();
            overwrite(24, 480);
            Cowhand.Ran ran = run("capture", "--restore", file, "--from", "v.zip", "--yes", "--state-dir", "state");
            assertThat(ran.exit()).as(name + ran.out() + ran.err()).isZero();
            assertThat(Files.readAllBytes(image)).as(name).isEqualTo(captured);
        }
    }

    @Test
    void wrongUsageIsExplained() {
        assertThat(run("capture", "--restore", "image.qcow2").err()).contains("--restore and --from go together");
        assertThat(run("capture", "--restore", "a", "--from", "b", "-o", "c").err())
                .contains("not with images or -o");
        assertThat(run("capture", "image.qcow2", "--yes", "-o", "d.zip").exit()).isEqualTo(64);
        assertThat(run("capture", "image.qcow2").err()).contains("-o FILE is missing");
        assertThat(run("capture", "image.qcow2", "-o", "image.qcow2").err()).contains("not a capture");
        assertWhole();
    }

    /** Kills a restore at the nth call of fdatasync(2); answers false where it had ended before. */
    private boolean killRestore(int call) {
        List<String> command = Cowhand.killedAtSync(
                call, "capture", "--restore", "image.qcow2", "--from", "c.zip", "--state-dir", "state", "--yes");
        return !Qemu.run(folder, command).ok();
    }

    @Test
    @Requires(programs = "strace")
    void aRestoreThatIsKilledLeavesTheOldHeaderTheNewOneOrOneToRecover() throws IOException {
        byte[] captured = Files.readAllBytes(image);
        // Two sectors change, so that the header is marked meanwhile.
        apply("{op: add-extension, magic: 0x11223344, text: \"" + "unwanted".repeat(60) + "\"}");
        byte[] changed = Files.readAllBytes(image);
        List<Boolean> restored = new ArrayList<>();
        boolean wasKilled = true;
        for (int call = 1; wasKilled; call++) {
            Files.write(image, changed);
            wasKilled = killRestore(call);

            Cowhand.Ran recovered = run("recover", "--json", "--state-dir", "state");

            assertThat(recovered.exit()).as(recovered.out() + recovered.err()).isZero();
            assertThat(Files.readAllBytes(image)).as("killed at call %d", call).isIn(captured, changed);
            recovered
                    .images()
                    .forEach(one -> restored.add(one.get("status").asString().equals("restored")));
            assertWhole();
            assertThat(restore("--yes").exit()).isZero();
            assertThat(Files.readAllBytes(image)).isEqualTo(captured);
        }
        assertThat(restored).contains(true);
    }

    @Test
    void aDamagedCaptureIsNotUsed() throws IOException {
        byte[] capture = Files.readAllBytes(folder.resolve("c.zip"));
        byte[] before = Files.readAllBytes(image);
        Files.writeString(
                folder.resolve("r.yaml"), "cowhand: 1\nname: r\nimages: [image.qcow2]\nsteps: [{op: normalize}]\n");
        for (int at : new int[] {0, 60, capture.length / 2, capture.length - 30}) {
            byte[] edited = capture.clone();
            edited[at] ^= 1;
            for (byte[] damaged : List.of(edited, Arrays.copyOf(capture, at))) {
                Files.write(folder.resolve("c.zip"), damaged);
                List<Cowhand.Ran> all = List.of(
                        restore("--yes"),
                        run("inspect", "--against", "c.zip", "image.qcow2"),
                        run("plan", "--against", "c.zip", "r.yaml"));
                for (Cowhand.Ran ran : all) {
                    assertThat(ran.exit())
                            .as("at %d: %s%s", at, ran.out(), ran.err())
                            .isEqualTo(65);
                    assertThat(ran.err()).contains("c.zip");
                }
                assertThat(Files.readAllBytes(image)).isEqualTo(before);
            }
        }
    }
}
