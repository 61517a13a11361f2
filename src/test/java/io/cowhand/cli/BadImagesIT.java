package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is no image, or no whole one, gets a clear answer, and the other images are done all the same. */
@Tag("slow")
class BadImagesIT {

    private static final Path GOOD = Path.of("examples/images/web-1.qcow2").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void recipe() throws IOException {
        Files.copy(GOOD, folder.resolve("good.qcow2"));
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: bad images
                images: [bad.qcow2, good.qcow2]
                steps:
                  - {op: set-backing-format, format: raw, if-present: replace}
                """);
    }

    private JsonNode applyToBad(String status) {
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "r.yaml");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isEqualTo(1);
        List<JsonNode> images = ran.images();
        assertThat(images.get(1).get("status").asString()).isEqualTo("changed");
        assertThat(images.get(0).get("image").asString()).isEqualTo("bad.qcow2");
        assertThat(images.get(0).get("status").asString()).isEqualTo(status);
        assertThat(images.get(0).get("changes")).isEmpty();
        return images.get(0).get("problems").get(0);
    }

    @Test
    void aMissingFileIsUnreadable() {
        assertThat(applyToBad("unreadable").get("message").asString()).contains("no such file");
    }

    @Test
    void anotherFileIsUnreadable() throws IOException {
        Files.writeString(folder.resolve("bad.qcow2"), "not an image");
        assertThat(applyToBad("unreadable").get("code").asString()).isEqualTo("not-qcow2");
    }

    @Test
    void anotherFileIsSkippedWhereTheRecipeSaysSo() throws IOException {
        Files.writeString(folder.resolve("bad.qcow2"), "");
        Files.writeString(folder.resolve("r.yaml"), "not-qcow2: skip\n", StandardOpenOption.APPEND);
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "r.yaml");
        assertThat(ran.exit()).isZero();
        assertThat(ran.summary().get("skipped").asInt()).isEqualTo(1);
    }

    @Test
    void aDirectoryIsUnreadable() throws IOException {
        Files.createDirectory(folder.resolve("bad.qcow2"));
        assertThat(applyToBad("unreadable").get("message").asString()).contains("directory");
    }

    @Test
    void aFifoIsUnreadableAndNotWaitedFor() {
        Qemu.run(folder, List.of("mkfifo", "bad.qcow2"));
        assertThat(applyToBad("unreadable").get("message").asString()).contains("FIFO");
    }

    @Test
    void aFileShorterThanItsFirstClusterIsRefusedEvenWhenTheStepIsUnsafe() throws IOException {
        Files.copy(GOOD, folder.resolve("bad.qcow2"));
        try (FileChannel channel = FileChannel.open(folder.resolve("bad.qcow2"), StandardOpenOption.WRITE)) {
            channel.truncate(400);
        }
        Files.writeString(
                folder.resolve("r.yaml"),
                Files.readString(folder.resolve("r.yaml")).replace("format: raw", "format: raw, unsafe: true"));
        assertThat(applyToBad("refused").get("code").asString()).isEqualTo("file-shorter-than-first-cluster");
        assertThat(folder.resolve("bad.qcow2")).hasSize(400);
    }

    @Test
    void aVersionThatIsNotKnownIsUnreadableEvenWhereOtherFilesAreSkipped() throws IOException {
        Files.copy(GOOD, folder.resolve("bad.qcow2"));
        try (FileChannel channel = FileChannel.open(folder.resolve("bad.qcow2"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 4}), 4);
        }
        Files.writeString(folder.resolve("r.yaml"), "not-qcow2: skip\n", StandardOpenOption.APPEND);
        assertThat(applyToBad("unreadable").get("code").asString()).isEqualTo("unsupported-version");
    }

    @Test
    void aFullFirstClusterIsRefusedWithWhatIsNeededAndAvailable() throws IOException {
        Files.copy(GOOD, folder.resolve("bad.qcow2"));
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: too much
                images: [bad.qcow2]
                steps:
                  - {op: add-extension, magic: 0x12345678, text: "%s"}
                """.formatted("x".repeat(400)));
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "r.yaml");
        assertThat(ran.exit()).isEqualTo(1);
        // Fields 112, backing format 8 + 8, the new extension 8 + 400, end marker 8, and the name's 25.
        assertThat(ran.out()).contains("needs 569 bytes, 512 are available");
        assertThat(Files.mismatch(GOOD, folder.resolve("bad.qcow2"))).isEqualTo(-1);
    }

    @Test
    void imagesAfterAFailedOneAreNotRunWhereTheRecipeStops() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), "on-error: stop\n", StandardOpenOption.APPEND);
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "r.yaml");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.images().stream().map(image -> image.get("status").asString()))
                .containsExactly("unreadable", "not-run");
        assertThat(Files.mismatch(GOOD, folder.resolve("good.qcow2"))).isEqualTo(-1);
    }
}
