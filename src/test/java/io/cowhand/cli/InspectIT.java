package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How images are named to {@code inspect}, and how it says what it finds. */
class InspectIT {

    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    /** Two sound images, one that QEMU does not open, and a file that is none. */
    @BeforeEach
    void makeImages() throws IOException {
        Files.createDirectories(folder.resolve("deep/.hidden"));
        FirstCluster.v3(16).end().write(folder.resolve("good.qcow2"), 1 << 20);
        FirstCluster.v3(16).end().write(folder.resolve("deep/.hidden/good.qcow2"), 1 << 20);
        FirstCluster.v3(16).u32(20, 7).end().write(folder.resolve("deep/broken.qcow2"), 1 << 20);
        Files.writeString(folder.resolve("deep/notes.txt"), "not an image");
    }

    private Cowhand.Ran inspect(String... arguments) {
        return inspectList(Path.of("/dev/null"), arguments);
    }

    private Cowhand.Ran inspectList(Path list, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "inspect";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Cowhand.run(folder, list, all);
    }

    private static List<String> names(Cowhand.Ran ran) {
        return ran.images().stream().map(image -> image.get("image").asString()).toList();
    }

    @Test
    void extensionsAreListedWithTheirPlaceAndPayload() {
        JsonNode inspected = Cowhand.run(HERE, "inspect", "--json", "examples/images/web-1.qcow2")
                .images()
                .get(0);
        assertThat(inspected.get("extensions").toString())
                .isEqualTo("[{\"type\":\"backing-format\",\"magic\":\"0xe2792aca\",\"offset\":112,\"length\":5,"
                        + "\"text\":\"qcow2\"}]");
        assertThat(inspected.at("/header/magic").asLong()).isEqualTo(1363560955L);
        assertThat(inspected.get("backing_file").asString()).isEqualTo("/mnt/nfs1/debian-12.qcow2");
        assertThat(inspected.get("labels")).isEmpty();
        assertThat(inspected.get("file_size").asLong()).isEqualTo(2560);
        assertThat(inspected.get("in_use").isNull()).isTrue();
        assertThat(inspected.get("locks")).isEmpty();
    }

    @Test
    void anImageThatDoesNotOpenMakesTheExitCodeOne() {
        Cowhand.Ran ran = inspect("deep/notes.txt", "good.qcow2");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("deep/notes.txt: not a qcow2 image\n  error: ")
                .contains("good.qcow2: qcow2 version 3, disk 4 MiB, file 1 MiB: QEMU opens it\n")
                .contains("cluster_bits                16 (64 KiB)\n")
                .endsWith("images: 2 (opens: 1, not qcow2: 1); with problems: 1; in use: 0; passed over: 0\n");
    }

    @Test
    void aTruncatedFileGetsOneSuggestion() throws IOException {
        FirstCluster.v3(16).end().write(folder.resolve("short.qcow2"), 50);

        String[] problems = inspect("--problems-only", "short.qcow2").out().split("\n");

        assertThat(problems).hasSizeGreaterThan(2);
        assertThat(problems[0])
                .isEqualTo("short.qcow2: error: the file has 50 bytes, less than its first cluster."
                        + " The file is truncated; restore it from a backup. (file-shorter-than-first-cluster)");
        assertThat(Arrays.copyOfRange(problems, 1, problems.length))
                .allMatch(problem ->
                        problem.matches("short\\.qcow2: (error|warning): [^.]*\\.( \\[\\w+])? \\([a-z0-9-]+\\)"));
    }

    @Test
    void everyFileBelowADirectoryIsInspectedOnceAndOthersThanImagesArePassedOver() throws IOException {
        Files.createLink(folder.resolve("deep/same.qcow2"), folder.resolve("good.qcow2"));

        Cowhand.Ran ran = inspect("-r", "--json", "good.qcow2", ".");

        assertThat(names(ran)).containsExactly("good.qcow2", "deep/.hidden/good.qcow2", "deep/broken.qcow2");
        assertThat(ran.summary().get("passed_over").asInt()).isEqualTo(1);
        assertThat(ran.summary().get("does_not_open").asInt()).isEqualTo(1);
        assertThat(ran.exit()).isEqualTo(1);
    }

    @Test
    void aDirectoryWithoutTheOptionIsNoImage() {
        assertThat(inspect("deep").exit()).isEqualTo(1);
        assertThat(inspect("deep").out()).contains("this is a directory");
    }

    @Test
    void globsAreExpandedUnlessThereIsAFileOfThatName() throws IOException {
        assertThat(names(inspect("--json", "**/*.qcow2"))).containsExactly("deep/broken.qcow2", "good.qcow2");
        Files.copy(folder.resolve("good.qcow2"), folder.resolve("[a]*.qcow2"));
        assertThat(names(inspect("--json", "[a]*.qcow2"))).containsExactly("[a]*.qcow2");
    }

    @Test
    void whatMatchesNothingIsNoSuccess() {
        Cowhand.Ran ran = inspect("good.qcow2", "vm-*.qcow2");

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).isEqualTo("cowhand: \"vm-*.qcow2\" matches no file\n");
        assertThat(ran.out()).startsWith("good.qcow2: ");
        assertThat(inspect("missing.qcow2").exit()).isEqualTo(1);
        assertThat(inspect("a[").exit()).isEqualTo(64);
    }

    @Test
    void onlyProblemsAreShownWhereNothingElseIsAskedFor() {
        Cowhand.Ran ran = inspect("--problems-only", "good.qcow2", "deep/broken.qcow2");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("deep/broken.qcow2: error: cluster_bits (offset 20) is 7, must be 9 to 21.")
                .contains("[qemu] (cluster-bits-out-of-range)\n")
                .doesNotContain("good.qcow2");
        assertThat(names(inspect("--json", "--problems-only", "good.qcow2", "deep/broken.qcow2")))
                .containsExactly("deep/broken.qcow2");
    }

    @Test
    void listsComeFromStandardInputByLinesOrByNul() throws IOException {
        Path strange = Path.of(URI.create(folder.toUri() + "caf%E9%0A.qcow2"));
        Files.copy(folder.resolve("good.qcow2"), strange);
        Path lines = Files.writeString(folder.resolve("lines"), "good.qcow2\r\n\n*.qcow2\n");
        Path nuls = Files.writeString(
                folder.resolve("nuls"), "caf\u00e9\n.qcow2\0deep/broken.qcow2\0", StandardCharsets.ISO_8859_1);

        Cowhand.Ran byLines = inspectList(lines, "--json", "-");
        assertThat(names(byLines)).as("globs are none in lists").containsExactly("good.qcow2", "*.qcow2");
        assertThat(byLines.images().get(1).at("/problems/0/code").asString()).isEqualTo("unreadable");

        Cowhand.Ran byNuls = inspectList(nuls, "--json", "-");
        assertThat(byNuls.images().get(0).get("image_uri").asString()).endsWith("/caf%E9%0A.qcow2");
        assertThat(byNuls.images().get(0).get("opens").asBoolean()).isTrue();
        assertThat(names(byNuls).get(1)).isEqualTo("deep/broken.qcow2");

        assertThat(inspect("-").exit()).isEqualTo(65);
    }

    @Test
    void aNameThatCannotBeUsedDoesNotHideTheOthers() throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "file:///a%zz\ngood.qcow2\n");

        Cowhand.Ran ran = inspectList(list, "--json", "-");

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).contains("file:///a%zz");
        assertThat(names(ran)).containsExactly("good.qcow2");
        assertThat(inspect("").exit()).isEqualTo(64);
    }

    @Test
    void aFolderWithoutAnImageIsNoSuccessAndADamagedOneIsNotPassedOver() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectory(folder.resolve("texts"));
        Files.writeString(folder.resolve("texts/a.txt"), "x");

        assertThat(inspect("-r", "empty").exit()).isEqualTo(65);
        assertThat(inspect("-r", "empty").err()).contains("the directory empty holds no file");
        assertThat(inspect("-r", "texts").exit()).isEqualTo(65);
        assertThat(inspect("-r", "texts").err()).contains("the only file is not an image");
        Files.createFile(folder.resolve("texts/dead.qcow2"));
        Cowhand.Ran ran = inspect("-r", "--json", "texts");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(names(ran)).containsExactly("texts/dead.qcow2");
        assertThat(ran.images().get(0).at("/problems/0/origin").asString()).isEqualTo("qemu");
    }

    @Test
    @RequiresQemu
    void whoHasAnImageOpenIsSaid() {
        try (QemuIo holder = QemuIo.open(folder, "-f", "qcow2", "good.qcow2")) {
            assertThat(holder.isOpen()).isTrue();

            assertThat(inspect("good.qcow2").out()).containsPattern("in use +open for writing, by qemu-io, process");
            assertThat(inspect("--json", "good.qcow2")
                            .images()
                            .get(0)
                            .get("in_use")
                            .asString())
                    .isEqualTo("writer");
        }
        try (QemuIo holder = QemuIo.open(folder, "-r", "-f", "qcow2", "good.qcow2")) {
            assertThat(holder.isOpen()).isTrue();

            JsonNode inspected = inspect("--json", "good.qcow2").images().get(0);
            assertThat(inspected.get("in_use").asString()).isEqualTo("reader");
            assertThat(inspected.at("/locks/0/kind").asString()).isEqualTo("ofdlck");
        }
        assertThat(inspect("good.qcow2").out()).doesNotContain("in use");
    }

    @Test
    void aHeaderFullOfExtensionsIsNotListedWithoutEnd() {
        FirstCluster many = FirstCluster.v3(21);
        for (int i = 0; i < 200_000; i++) {
            many.announce(FirstCluster.UNKNOWN, 0);
        }
        many.end().write(folder.resolve("many.qcow2"), 1 << 23);

        Cowhand.Ran ran = inspect("--json", "many.qcow2");

        assertThat(ran.exit()).isZero();
        assertThat(ran.images().get(0).get("extensions")).hasSize(1024);
        assertThat(ran.images().get(0).at("/problems/0/message").asString()).contains("200000", "1024");
    }
}
