package io.cowhand.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.os.FileTree;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.testing.FirstCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {

    private static final Origin ORIGIN = new Origin(Instant.EPOCH, "host", "/folder", "1", List.of("*"), 1);

    @TempDir
    private Path folder;

    private Path image;
    private Path capture;

    @BeforeEach
    void captureAnImage() throws IOException {
        image = folder.resolve("image.qcow2");
        capture = folder.resolve("c.zip");
        FirstCluster.v3(16).end().name("base").write(image, 1 << 18);
        capture(image);
    }

    private void capture(Path... files) throws IOException {
        try (CaptureWriter writer = new CaptureWriter(capture)) {
            for (Path file : files) {
                writer.add(writer.record(file));
            }
            writer.complete(ORIGIN);
        }
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> Capture.open(file).close())
                .isInstanceOf(InvalidCaptureException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aCaptureTellsWhereItComesFrom() throws IOException {
        try (Capture open = Capture.open(capture)) {
            assertThat(open.origin()).isEqualTo(ORIGIN);
        }
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(capture);
        Path cut = folder.resolve("cut.zip");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Capture.open(cut).close())
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(InvalidCaptureException.class);
        }
    }

    @Test
    void everyFlippedBitIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(capture);
        Path flipped = folder.resolve("flipped.zip");
        for (int at = 0; at < whole.length; at++) {
            int bit = 1 << at % 8;
            whole[at] ^= (byte) bit;
            Files.write(flipped, whole);
            assertThatThrownBy(() -> Capture.open(flipped).close())
                    .as("bit %d of byte %d", at % 8, at)
                    .isInstanceOf(InvalidCaptureException.class);
            whole[at] ^= (byte) bit;
        }
    }

    @Test
    void whatFollowsACaptureIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(capture);
        Files.write(capture, Arrays.copyOf(whole, whole.length + 1));

        assertRefused(capture, "not a capture, or not a complete one");
    }

    @Test
    void anOlderCaptureIsReplacedAndNoOtherFile() throws IOException {
        capture(image);
        Path text = Files.writeString(folder.resolve("text"), "text");

        assertThatThrownBy(() -> new CaptureWriter(text)).isInstanceOf(IOException.class);
        assertThat(text).hasContent("text");
    }

    @Test
    void aCaptureThatIsGivenUpLeavesNothing() throws IOException {
        try (CaptureWriter writer = new CaptureWriter(folder.resolve("new.zip"))) {
            writer.add(writer.record(image));
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(image, capture);
        }
    }

    @Test
    void missingAndUnknownFilesAreToldApart() throws IOException {
        capture(image, folder.resolve("missing"), image.resolve("below"));
        try (Capture open = Capture.open(capture)) {
            FileTree files = open.files(List.of());

            assertThatThrownBy(() -> files.status(folder.resolve("missing")))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessage(folder.resolve("missing").toString());
            assertThatThrownBy(() -> files.status(folder.resolve("unknown")))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("the capture does not contain it");
            assertThatThrownBy(() -> files.status(image.resolve("below"))).hasMessageContaining("Not a directory");
            assertThat(files.status(image)).isEqualTo(FileTree.SYSTEM.status(image));
            assertThat(files.realPath(
                            folder.resolve("x/../image.qcow2/../image.qcow2").normalize()))
                    .isEqualTo(image.toRealPath());
        }
    }

    @Test
    void whatWasOnlyLookedAtCannotBeRead() throws IOException {
        Path base = Files.writeString(folder.resolve("base"), "data");
        capture(image);
        try (Capture open = Capture.open(capture)) {
            FileTree files = open.files(List.of());

            assertThat(files.status(base)).isEqualTo(FileTree.SYSTEM.status(base));
            assertThatThrownBy(() -> files.open(base, TrailingLink.FOLLOWED))
                    .hasMessageContaining("it was not captured itself");
        }
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Path newer = sealed(entries -> entries.put("manifest.json", utf8("{\"format_version\":\"2.0\"}")));

        assertRefused(newer, "the format 2.0");
    }

    @Test
    void whatIsSealedButNoCaptureIsRefused() throws IOException {
        assertRefused(sealed(entries -> {}), "no entry manifest.json");
        assertRefused(sealed(entries -> entries.put("manifest.json", utf8("{]"))), "manifest");
        assertRefused(
                sealed(entries -> entries.put("manifest.json", utf8("{\"format_version\":\"1.0\"}"))), "manifest");
        assertRefused(sealed(entries -> entries.put("manifest.json", new byte[17 << 20])), "too large");
    }

    @Test
    void noTreeLeadsAstray() {
        assertTreeRefused(new byte[0]);
        assertTreeRefused(tree(Integer.MAX_VALUE, new Node("", 1, 0)));
        assertTreeRefused(tree(1, new Node("", 1, 5)));
        assertTreeRefused(tree(2, new Node("", 1, 1), new Node("..", 0, 0)));
        assertTreeRefused(tree(2, new Node("", 1, 1), new Node("a/b", 0, 0)));
        assertTreeRefused(tree(2, new Node("", 1, 1), new Node("", 0, 0)));
        assertTreeRefused(tree(2, new Node("", 0, 2), new Node("a", 0, 0)));
        assertTreeRefused(tree(3, new Node("", 1, 2), new Node("b", 0, 0), new Node("a", 0, 0)));
        assertTreeRefused(tree(3, new Node("", 1, 2), new Node("a", 0, 0), new Node("a", 0, 0)));
        assertTreeRefused(tree(2, new Node("", 1, 1), new Node("a\0", 0, 0)));
    }

    @Test
    void aTargetThatIsNoPathIsRefused() throws IOException {
        NodeTable.of(ByteBuffer.wrap(link("there")));
        assertTreeRefused(link("the\0re"));
        assertTreeRefused(link("\0"));
    }

    /** A tree with one link, whose target follows its name. */
    private static byte[] link(String target) {
        byte[] tree = tree(2, new Node("", 1, 1), new Node("a" + target, 0, 0));
        ByteBuffer numbers = ByteBuffer.wrap(tree);
        int at = NodeLayout.HEAD + NodeLayout.LENGTH;
        numbers.putShort(at + NodeLayout.NAME_LENGTH, (short) 1);
        numbers.putShort(at + NodeLayout.TEXT_LENGTH, (short) target.length());
        numbers.putInt(at + NodeLayout.MODE, 0120777);
        return tree;
    }

    private static void assertTreeRefused(byte[] tree) {
        assertThatThrownBy(() -> NodeTable.of(ByteBuffer.wrap(tree))).isInstanceOf(InvalidCaptureException.class);
    }

    /** A directory if it has a first entry. */
    private record Node(String name, int first, int entries) {}

    private static byte[] tree(int count, Node... nodes) {
        ByteBuffer tree = ByteBuffer.allocate(1000);
        tree.putInt(count);
        int names = NodeLayout.HEAD + nodes.length * NodeLayout.LENGTH;
        for (int i = 0; i < nodes.length; i++) {
            int at = NodeLayout.HEAD + i * NodeLayout.LENGTH;
            tree.putInt(at + NodeLayout.NAME, names);
            tree.putShort(at + NodeLayout.NAME_LENGTH, (short) nodes[i].name.length());
            tree.putInt(at + NodeLayout.MODE, nodes[i].entries > 0 || i == 0 ? 0040755 : 0100644);
            tree.putInt(at + NodeLayout.PLACE, nodes[i].first);
            tree.putInt(at + NodeLayout.COUNT, nodes[i].entries);
            tree.position(names);
            tree.put(utf8(nodes[i].name));
            names = tree.position();
        }
        return Arrays.copyOf(tree.array(), names);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A zip file with the seal of a capture, as anybody can make one. */
    private Path sealed(Consumer<Map<String, byte[]>> content) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        content.accept(entries);
        entries.put("x", new byte[1]);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
            zip.setComment(Seal.UNSEALED);
        }
        byte[] whole = bytes.toByteArray();
        MessageDigest digest = Seal.newDigest();
        digest.update(whole, 0, whole.length - Seal.DIGITS);
        byte[] digits = utf8(HexFormat.of().formatHex(digest.digest()));
        System.arraycopy(digits, 0, whole, whole.length - Seal.DIGITS, Seal.DIGITS);
        return Files.write(folder.resolve("sealed.zip"), whole);
    }
}
