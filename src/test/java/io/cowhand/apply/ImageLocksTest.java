package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls.Access;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.plan.Planner;
import io.cowhand.run.FleetExecutor;
import io.cowhand.run.RecipeJob;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import io.cowhand.testing.Steps;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that QEMU has open, and images that Cowhand has. */
@RequiresQemu
class ImageLocksTest {

    private static final String STEP = "{op: add-extension, magic: 0x12345678, text: hello}";

    @TempDir
    Path folder;

    private Path image;

    @BeforeEach
    void makeAnImageAndAnOverlayOfIt() {
        image = Variants.copy("v3", folder, "image.qcow2");
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-b", "image.qcow2", "-F", "qcow2", "overlay.qcow2");
    }

    static Stream<Arguments> holders() {
        return Stream.of(
                arguments("for writing", "-f qcow2 image.qcow2"),
                arguments("for reading", "-r -f qcow2 image.qcow2"),
                arguments("for reading, sharing it", "-r -U -f qcow2 image.qcow2"),
                arguments("as the backing file of one that it writes", "-f qcow2 overlay.qcow2"),
                arguments("as the backing file of one that it reads", "-r -f qcow2 overlay.qcow2"),
                arguments("as raw", "-f raw image.qcow2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("holders")
    void anImageThatQemuHasOpenIsLockedUntilItQuits(String how, String arguments) {
        FileState found = FileState.aged(image);
        try (QemuIo holder = QemuIo.open(folder, arguments.split(" "))) {
            assertThat(Runs.apply(image, STEP).status()).isEqualTo(Status.LOCKED);
            assertThat(FileState.of(image)).isEqualTo(found);
            assertThat(holder.isOpen()).isTrue();
        }
        assertThat(Runs.apply(image, STEP).status()).isEqualTo(Status.CHANGED);
    }

    @Test
    void aDryRunLooksAtAnImageThatQemuWrites() {
        try (QemuIo holder = QemuIo.open(folder, "-f", "qcow2", "image.qcow2")) {
            assertThat(Runs.plan(image, Steps.of(STEP)).status()).isEqualTo(Status.WOULD_CHANGE);
            assertThat(holder.isOpen()).isTrue();
        }
    }

    @ParameterizedTest(name = "with {0} threads")
    @ValueSource(ints = {1, 4})
    void aLockedImageDoesNotKeepTheOthersOfARunFromBeingDone(int threads) {
        List<ImageReference> images = Stream.of("a", "image", "b", "c")
                .map(name -> folder.resolve(name + ".qcow2"))
                .peek(path -> {
                    if (!path.equals(image)) {
                        Variants.copy("v3", folder, path.getFileName().toString());
                    }
                })
                .map(ImageReference::new)
                .toList();
        RecipeJob job = new RecipeJob(
                new Planner(Steps.of(STEP)),
                false,
                MountPolicy.TRUSTED,
                Optional.of(new ImageWriter(WriteJournal.NONE)));
        List<ImageResult> results = new ArrayList<>();
        try (QemuIo holder = QemuIo.open(folder, "-f", "qcow2", "overlay.qcow2")) {
            new FleetExecutor(threads).run(images.iterator(), job::run, results::add);
            assertThat(holder.isOpen()).isTrue();
        }
        assertThat(results).extracting(ImageResult::image).isEqualTo(images);
        assertThat(results)
                .extracting(ImageResult::status)
                .containsExactly(Status.CHANGED, Status.LOCKED, Status.CHANGED, Status.CHANGED);
    }

    @ParameterizedTest(name = "qemu-img {0}")
    @ValueSource(
            strings = {
                "info -f qcow2 image.qcow2",
                "check -f qcow2 image.qcow2",
                "amend -f qcow2 -o lazy_refcounts=on image.qcow2",
                "rebase -u -f qcow2 -b other.raw -F raw image.qcow2",
                "check -f qcow2 overlay.qcow2"
            })
    void qemuIsToldOfTheLockWhileAnImageIsWritten(String command) throws IOException {
        try (OpenFile file = LinuxCalls.KERNEL.open(image, TrailingLink.REFUSED, Access.READ_AND_WRITE)) {
            assertThat(HeaderBytes.lock(file)).isTrue();
            Qemu.Ran refused = Qemu.img(folder, command.split(" "));
            assertThat(refused.ok()).isFalse();
            assertThat(refused.output()).containsPattern("Failed to (get|lock)");
            assertThat(Qemu.opens(image)).as("info -U takes no locks").isTrue();
        }
        assertThat(Qemu.img(folder, command.split(" "))).matches(Qemu.Ran::ok, "succeeds once it is written");
    }
}
