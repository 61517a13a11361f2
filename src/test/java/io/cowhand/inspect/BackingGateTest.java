package io.cowhand.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.LinkPolicy;
import io.cowhand.image.ListedFiles;
import io.cowhand.image.Resolution;
import io.cowhand.os.FileTree;
import io.cowhand.os.LockTable;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Location;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.BackingRule;
import io.cowhand.testing.Exchange;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name in an image leads to, and how it does not lead to anything else. */
@Timeout(60)
class BackingGateTest {

    private static final String NOT_LISTED = "is not among the bases and images of the recipe";

    @TempDir
    private Path folder;

    @BeforeEach
    void folders() throws IOException {
        for (String name : List.of("ov", "bases", "secret")) {
            Files.createDirectory(folder.resolve(name));
        }
    }

    private Path overlay(String file, Bytes name) {
        Path path = folder.resolve(file);
        FirstCluster.v3(16).end().name(name).write(path, 8L << 16);
        return path;
    }

    private Path overlay(String file, String name) {
        return overlay(file, Bytes.utf8(name));
    }

    private Path raw(String file) throws IOException {
        return Files.write(folder.resolve(file), new byte[5 * 512]);
    }

    private Resolution list(LinkPolicy links, String... entries) {
        List<ImageEntry> list = new ArrayList<>();
        for (String entry : entries) {
            list.add(new ImageEntry(entry, List.of(), Location.NOWHERE));
        }
        return new ImageResolver(folder, links).resolve(list);
    }

    private static BackingGate gate(Resolution... listed) {
        return new BackingGate(
                FileTree.SYSTEM,
                new ListedFiles(List.of(listed).stream().map(Resolution::images).toList()),
                new LockTable(),
                new TimeLimit(Duration.ofSeconds(4)));
    }

    private BackingGate gate(String... entries) {
        return gate(list(LinkPolicy.OWNER, entries));
    }

    private BackingFacts facts(BackingGate gate, String image) {
        ImageReference reference =
                list(LinkPolicy.FOLLOW, image).images().iterator().next();
        return facts(gate, reference);
    }

    private static BackingFacts facts(BackingGate gate, ImageReference reference) {
        ReadResult.Readable read = (ReadResult.Readable) HeaderReader.SYSTEM.read(reference);
        ImageFacts facts = read.facts();
        return gate.facts(reference, read.file().id(), facts.header());
    }

    private void assertFound(String image, String path, String... entries) {
        BackingFacts facts = facts(gate(entries), image);
        assertThat(facts.missing()).isEmpty();
        assertThat(facts.found()).isTrue();
        assertThat(facts.path()).isEqualTo(folder.resolve(path).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../bases/b.raw", "./../bases//b.raw", "../ov/../bases/./b.raw", "../link/b.raw", "../hard.raw"})
    void aNameLeadsToTheListedFileByWhateverPath(String name) throws IOException {
        raw("bases/b.raw");
        Files.createLink(folder.resolve("hard.raw"), folder.resolve("bases/b.raw"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("bases"));
        overlay("ov/a.qcow2", name);
        assertFound("ov/a.qcow2", "bases/b.raw", "bases/*");
    }

    @Test
    void anAbsoluteNameLeadsToTheListedFile() throws IOException {
        overlay("ov/a.qcow2", raw("bases/b.raw").toString());
        assertFound("ov/a.qcow2", "bases/b.raw", "bases/*.raw");
        assertThat(facts(gate("bases/*"), "ov/a.qcow2"))
                .isEqualTo(new BackingFacts(
                        true, "", folder.resolve("bases/b.raw").toString(), "raw", 5 * 512, 1, List.of(), false));
    }

    @Test
    void anImageOfTheRecipeIsFoundAsWell() throws IOException {
        overlay("ov/a.qcow2", "b.qcow2");
        overlay("ov/b.qcow2", "../bases/b.raw");
        raw("bases/b.raw");
        BackingFacts facts = facts(gate("ov/*", "bases/*"), "ov/a.qcow2");
        assertThat(facts.format()).isEqualTo("qcow2");
        assertThat(facts.size()).isEqualTo(4 << 20);
        assertThat(facts.depth()).isEqualTo(2);
        assertThat(facts.problems()).containsExactly("backing-format-missing");
    }

    /** QEMU tells the same depth, and opens the same files. */
    @Test
    @RequiresQemu
    void depthIsTheNumberOfFilesBelow() throws IOException {
        raw("bases/b.raw");
        String below = "../bases/b.raw";
        for (int i = 1; i <= 3; i++) {
            Qemu.mustImg(
                    folder.resolve("ov"), "create", "-f", "qcow2", "-b", below, "-F", i == 1 ? "raw" : "qcow2", i + "");
            below = String.valueOf(i);
        }
        BackingGate gate = gate("ov/*", "bases/*");
        assertThat(IntStream.rangeClosed(1, 3).map(i -> facts(gate, "ov/" + i).depth()))
                .containsExactly(1, 2, 3);
        assertThat(Qemu.mustImg(folder.resolve("ov"), "info", "--backing-chain", "3")
                        .lines()
                        .filter(line -> line.startsWith("image: ")))
                .hasSize(4);
        assertThat(facts(gate, "ov/3").problems()).isEmpty();
        assertThat(facts(gate("ov/*"), "ov/3").depth()).isEqualTo(2);
    }

    @Test
    void aNameThatIsNotUtf8LeadsToItsFile() throws IOException {
        Path odd = Path.of(URI.create("file://" + folder.resolve("bases") + "/%FF%C3%A9.raw"));
        Files.write(odd, new byte[512]);
        overlay(
                "ov/a.qcow2",
                Bytes.concat(List.of(Bytes.utf8("../bases/"), Bytes.of(0xff, 0xc3, 0xa9), Bytes.utf8(".raw"))));
        overlay(
                "ov/b.qcow2",
                Bytes.concat(List.of(Bytes.utf8("../bases/"), Bytes.of(0xfe, 0xc3, 0xa9), Bytes.utf8(".raw"))));
        assertThat(facts(gate("bases/*"), "ov/a.qcow2").path()).isEqualTo(odd.toString());
        assertThat(facts(gate("bases/*"), "ov/b.qcow2").missing()).isEqualTo("cannot be found: no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "'json:{\"driver\":\"raw\",\"file\":{\"driver\":\"file\",\"filename\":\"FOLDER/bases/b.raw\"}}', is named by a protocol",
        "nbd://localhost/x, is named by a protocol",
        "file:../bases/b.raw, is named by a protocol",
        "file:FOLDER/bases/b.raw, is named by a protocol",
        "../bases/b.raw/, is named as a folder",
        "/dev/null, " + NOT_LISTED,
        "/proc/self/mem, " + NOT_LISTED,
        "/etc/passwd, " + NOT_LISTED,
        "../secret/s.raw, " + NOT_LISTED,
        "../link.raw, " + NOT_LISTED,
        "nosuch/../../bases/b.raw, cannot be found: no such file",
        "b.raw, cannot be found: no such file",
        "., " + NOT_LISTED
    })
    void anyOtherNameLeadsNowhere(String name, String why) throws IOException {
        raw("bases/b.raw");
        raw("secret/s.raw");
        Files.createSymbolicLink(folder.resolve("link.raw"), Path.of("secret/s.raw"));
        overlay("ov/a.qcow2", name.replace("FOLDER", folder.toString()));
        BackingFacts facts = facts(gate("bases/*", "ov/*"), "ov/a.qcow2");
        assertThat(facts.found()).isFalse();
        assertThat(facts.missing()).startsWith(why);
    }

    @Test
    void aZeroByteCutsNothing() throws IOException {
        raw("bases/b.raw");
        overlay("ov/a.qcow2", Bytes.concat(List.of(Bytes.utf8("../bases/b.raw"), Bytes.of(0))));
        assertThat(facts(gate("bases/*"), "ov/a.qcow2").missing()).contains("zero byte");
    }

    /** What is at the place of a base when it is read is not what was there when it was listed. */
    @ParameterizedTest
    @ValueSource(strings = {"link", "hard link", "fifo", "folder", "twin", "nothing", "folder above"})
    void aBaseThatWasExchangedSinceItWasListedIsNotRead(String kind) throws IOException {
        Path base = raw("bases/b.raw");
        Path secret = overlay("secret/b.raw", "x");
        Path aside = folder.resolve("aside");
        // The name leads to the listed file wherever that is now.
        overlay("ov/a.qcow2", kind.equals("folder above") ? "../aside/b.raw" : "../aside");
        BackingGate gate = gate("bases/*");
        if (kind.equals("folder above")) {
            Files.move(folder.resolve("bases"), aside);
            Files.createSymbolicLink(folder.resolve("bases"), Path.of("secret"));
        } else {
            Files.move(base, aside);
        }
        switch (kind) {
            case "link" -> Files.createSymbolicLink(base, secret);
            case "hard link" -> Files.createLink(base, secret);
            case "fifo" -> Shell.run("mkfifo", base.toString());
            case "folder" -> Files.createDirectory(base);
            case "twin" -> Files.copy(aside, base);
            default -> {}
        }
        BackingFacts facts = facts(gate, "ov/a.qcow2");
        assertThat(facts.found()).isFalse();
        assertThat(facts.missing())
                .isEqualTo(
                        switch (kind) {
                            case "link" -> "cannot be read: a symbolic link has taken its place";
                            case "fifo" -> "cannot be read: it is a FIFO, socket or device, not a regular file";
                            case "folder" -> "cannot be read: it is a directory";
                            case "nothing" -> "cannot be read: no such file";
                            default -> "is not read, since another file has replaced it since the files were listed";
                        });
    }

    @Test
    void aLinkThatWasListedIsFollowedToTheSameFileOnly() throws IOException {
        raw("secret/s.raw");
        Path base = raw("b.raw");
        Path link = Files.createSymbolicLink(folder.resolve("bases/link"), Path.of("../b.raw"));
        overlay("ov/a.qcow2", "../b.raw");
        assertFound("ov/a.qcow2", "bases/link", "bases/*");
        BackingGate gate = gate("bases/*");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../secret/s.raw"));
        assertThat(facts(gate, "ov/a.qcow2").missing()).startsWith("is not read, since another file has replaced it");
        assertThat(base).exists();
    }

    @Test
    void aLinkThatIsNotFollowedListsNothing() throws IOException {
        raw("secret/s.raw");
        Files.createSymbolicLink(folder.resolve("bases/link"), Path.of("../secret/s.raw"));
        overlay("ov/a.qcow2", "../secret/s.raw");
        assertThat(facts(gate(list(LinkPolicy.REFUSE, "bases/*")), "ov/a.qcow2").missing())
                .isEqualTo(NOT_LISTED);
    }

    @Test
    @Requires(root = true)
    void whatIsNoRegularFileIsNotOpenedThoughItIsListed() throws IOException {
        Shell.run("mkfifo", folder.resolve("bases/fifo").toString());
        Shell.run("mknod", folder.resolve("bases/device").toString(), "c", "1", "3");
        for (String name : List.of("fifo", "device", "../bases")) {
            overlay("ov/" + name.replace("..", "").replace("/", ""), "../bases/" + name);
        }
        BackingGate gate = gate("bases/*", "bases");
        assertThat(facts(gate, "ov/fifo").missing()).startsWith("cannot be read: it is a FIFO, socket or device");
        assertThat(facts(gate, "ov/device").missing()).startsWith("cannot be read: it is a FIFO, socket or device");
        assertThat(facts(gate, "ov/bases").missing()).isEqualTo("cannot be read: it is a directory");
    }

    /** QEMU takes the name as relative to the folder of the link. */
    @Test
    @RequiresQemu
    void anImageThatIsALinkHasABackingFileWhereBothOfItsFoldersAgree() throws IOException {
        Files.createDirectory(folder.resolve("links"));
        overlay("ov/a.qcow2", "b.raw");
        Files.createSymbolicLink(folder.resolve("links/a.qcow2"), Path.of("../ov/a.qcow2"));
        raw("links/b.raw");
        assertThat(Qemu.mustImg(folder, "info", "links/a.qcow2")).contains("actual path: links/b.raw");
        assertFound("links/a.qcow2", "links/b.raw", "links/*.raw");

        raw("ov/b.raw");
        assertThat(facts(gate("links/*.raw", "ov/*.raw"), "links/a.qcow2").missing())
                .startsWith("depends on the path by which the image is opened: it is ");

        Files.delete(folder.resolve("links/b.raw"));
        assertFound("links/a.qcow2", "ov/b.raw", "ov/*.raw");
    }

    @Test
    void loopsEnd() throws IOException {
        overlay("ov/self.qcow2", "self.qcow2");
        overlay("ov/a.qcow2", "b.qcow2");
        overlay("ov/b.qcow2", "c.qcow2");
        overlay("ov/c.qcow2", "a.qcow2");
        overlay("ov/above.qcow2", "a.qcow2");
        Path hard = overlay("ov/hard.qcow2", "other-name.qcow2");
        Files.createLink(folder.resolve("ov/other-name.qcow2"), hard);
        BackingGate gate = gate("ov/*");
        for (String name : List.of("self", "a", "b", "c", "above", "hard")) {
            assertThat(facts(gate, "ov/" + name + ".qcow2").problems()).as(name).contains(BackingRule.LOOP.code());
        }
        assertThat(facts(gate, "ov/a.qcow2").depth()).isEqualTo(2);
        assertThat(facts(gate, "ov/above.qcow2").depth()).isEqualTo(3);
    }

    @Test
    void aHugeChainEnds() throws IOException {
        int length = 300;
        for (int i = 1; i <= length; i++) {
            overlay("ov/" + i, String.valueOf(i - 1));
        }
        raw("ov/0");
        BackingGate gate = gate("ov/*");
        BackingFacts facts = facts(gate, "ov/" + length);
        assertThat(facts.depth()).isEqualTo(ReadLimits.BACKING_FILES);
        assertThat(facts.problems()).contains(BackingRule.CHAIN_TOO_LONG.code());
        assertThat(facts(gate, "ov/" + ReadLimits.BACKING_FILES).depth()).isEqualTo(ReadLimits.BACKING_FILES);
        assertThat(facts(gate, "ov/" + ReadLimits.BACKING_FILES).problems())
                .doesNotContain(BackingRule.CHAIN_TOO_LONG.code());
    }

    @Test
    @RequiresQemu
    void aBaseThatAProgramWritesToIsKnownAsSuch() throws IOException {
        Qemu.mustImg(folder, "create", "-f", "qcow2", "bases/b.qcow2", "1M");
        overlay("ov/a.qcow2", "../bases/b.qcow2");
        try (QemuIo writer = QemuIo.open(folder, "-f", "qcow2", "bases/b.qcow2")) {
            assertThat(facts(gate("bases/*"), "ov/a.qcow2").isWritten()).isTrue();
            assertThat(writer.isOpen()).isTrue();
        }
        try (QemuIo reader = QemuIo.open(folder, "-r", "-f", "qcow2", "bases/b.qcow2")) {
            assertThat(facts(gate("bases/*"), "ov/a.qcow2").isWritten()).isFalse();
            assertThat(reader.isOpen()).isTrue();
        }
    }

    @Test
    void aBrokenBaseIsFoundWithWhatIsWrong() throws IOException {
        FirstCluster.v3(16).u64(72, 1).end().write(folder.resolve("bases/dirty"), 8L << 16);
        FirstCluster.v3(16).u32(4, 0x80000003L).end().write(folder.resolve("bases/marked"), 8L << 16);
        FirstCluster.v3(16).u32(20, 40).end().write(folder.resolve("bases/bad"), 8L << 16);
        for (String name : List.of("dirty", "marked", "bad")) {
            overlay("ov/" + name, "../bases/" + name);
            assertThat(facts(gate("bases/*"), "ov/" + name).format()).isEqualTo("qcow2");
        }
        assertThat(facts(gate("bases/*"), "ov/dirty").problems()).contains("dirty");
        assertThat(facts(gate("bases/*"), "ov/marked").problems()).containsExactly("half-written");
        assertThat(facts(gate("bases/*"), "ov/bad").problems()).contains("cluster-bits-out-of-range");
    }

    /** It is read once, though what is there changes, and by one of the threads. */
    @Test
    void aBaseIsReadOnceForAllOverlaysAndThreads() throws IOException {
        Path base = raw("bases/b.raw");
        overlay("ov/a.qcow2", "../bases/b.raw");
        BackingGate gate = gate("bases/*");
        ImageReference image =
                list(LinkPolicy.OWNER, "ov/a.qcow2").images().iterator().next();
        Set<BackingFacts> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 1000).parallel().forEach(i -> seen.add(facts(gate, image)));
        Files.write(base, new byte[512]);
        seen.add(facts(gate, image));
        Files.move(base, folder.resolve("aside"), StandardCopyOption.REPLACE_EXISTING);
        seen.add(facts(gate, image));
        assertThat(seen).hasSize(1);
    }

    /** Somebody exchanges a base for a link to another file while it is read. */
    @Test
    @Tag("slow")
    @Timeout(120)
    void noOtherFileIsReadAtAnyMoment() throws IOException {
        Path base = raw("bases/b.raw");
        Path secret = overlay("secret/s.qcow2", "x");
        Path other = Files.createSymbolicLink(folder.resolve("other"), secret);
        overlay("ov/a.qcow2", "../bases/b.raw");
        ImageReference image =
                list(LinkPolicy.OWNER, "ov/a.qcow2").images().iterator().next();
        Resolution bases = list(LinkPolicy.OWNER, "bases/*");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (Exchange exchange = Exchange.of(base, other)) {
            // Which of the two runs, and for how long, is up to the scheduler.
            for (int round = 0; round < 2000 || exchange.count() <= 1000 || seen.size() < 2; round++) {
                BackingFacts facts = facts(gate(bases), image);
                seen.add(facts.found() ? facts.format() : facts.missing().substring(0, 9));
            }
        }
        assertThat(seen).contains("raw", "is not am").doesNotContain("qcow2");
    }
}
