package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Shell;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of a capture is, byte for byte, what they say of the files that it was made of. */
@RequiresQemu
class CaptureIT {

    private static final String SECRET = "what a guest has written on its disk; ";

    /** Command lines that read images; all have results, of which many are errors. */
    private static final List<String> COMMANDS = List.of(
            "inspect --json fleet/*",
            "inspect fleet/**/*.qcow2 fleet/none.qcow2 fleet/text/x",
            "inspect fleet/a fleet/dir.qcow2 fleet/linked fleet/linked/one.qcow2 fleet/round",
            "inspect --json -r fleet",
            "inspect -r fleet",
            "inspect -r bases fleet/linked",
            "inspect --problems-only -r fleet",
            "inspect --summary -r fleet",
            "inspect --summary --json -r fleet bases",
            "inspect --csv fleet/*.qcow2",
            "inspect --csv --select path,dir,name,file_size,in_use,backing_file,snapshots.size() fleet/*.qcow2",
            "inspect --json --select path,problems,bitmaps fleet/*",
            "inspect --where version==2 fleet/*.qcow2",
            "inspect --fail-on warning --quiet fleet/*.qcow2",
            "inspect fleet/nothing*",
            "graph fleet/* --bases bases/*",
            "graph --json fleet/**/*.qcow2 fleet/none.qcow2 --bases bases/base.*",
            "graph --json --max-depth 1 -r fleet bases",
            "graph --dot fleet/on-*.qcow2 fleet/linked/one.qcow2",
            "graph --quiet --fail-on backing-not-found fleet/on-*.qcow2 fleet/linked fleet/round",
            "graph --all fleet/nothing* --bases bases/*",
            "plan recipes/all.yaml",
            "plan --json recipes/all.yaml",
            "plan --all recipes/all.yaml",
            "plan --detailed-exitcode --quiet recipes/all.yaml",
            "apply --dry-run --json recipes/all.yaml",
            "plan --json --limit **/v3*.qcow2 recipes/all.yaml",
            "plan --json --images fleet/**/*.qcow2 recipes/all.yaml",
            "plan --json --images fleet/none.qcow2 --images fleet/v3.qcow2 recipes/all.yaml",
            "plan --json --images-from recipes/lists/names recipes/all.yaml",
            "plan --json --root . --images fleet/*.qcow2 recipes/plain.yaml",
            "plan --json recipes/linked.yaml",
            "plan --json recipes/refuse.yaml",
            "plan --json recipes/follow.yaml",
            "plan --json recipes/plain.yaml",
            "plan recipes/nothing.yaml");

    @TempDir
    private static Path folder;

    private static final Map<String, Cowhand.Ran> OF_FILES = new TreeMap<>();

    @BeforeAll
    static void askFilesAndMoveThemAway() throws IOException {
        makeFiles();
        makeRecipes();
        for (String command : COMMANDS) {
            OF_FILES.put(command, run(command.split(" ")));
        }
        Cowhand.Ran captured = run(
                "capture -r fleet bases fleet/linked/* fleet/none.qcow2 fleet/gone.qcow2 fleet/text/x fleet/dir.qcow2 fleet/linked fleet/round -o fleet.zip"
                        .split(" "));
        assertThat(captured.err().lines().map(line -> line.replaceAll("cowhand: fleet/|:.*", "")))
                .containsExactlyInAnyOrder("dangling.qcow2", "round", "round", "none.qcow2", "gone.qcow2", "text/x");
        assertThat(captured.exit()).isEqualTo(1);
        Files.move(folder.resolve("fleet"), folder.resolve("moved-fleet"));
        Files.move(folder.resolve("bases"), folder.resolve("moved-bases"));
    }

    private static Cowhand.Ran run(String... arguments) {
        return Cowhand.run(folder, arguments);
    }

    private static void makeFiles() throws IOException {
        Path fleet = Files.createDirectories(folder.resolve("fleet"));
        Path bases = Files.createDirectories(folder.resolve("bases"));
        for (String name : Variants.names()) {
            Variants.copy(name, fleet);
        }
        Files.createDirectories(fleet.resolve("a/deep"));
        Files.createDirectories(fleet.resolve("dir.qcow2"));
        Qemu.mustImg(bases, "create", "-q", "-f", "qcow2", "deep.qcow2", "1M");
        Qemu.mustImg(bases, "create", "-q", "-f", "qcow2", "-b", "deep.qcow2", "-F", "qcow2", "base.qcow2");
        Files.writeString(bases.resolve("base.raw"), SECRET.repeat(1000));
        Files.writeString(bases.resolve("disk.vmdk"), "KDMV" + SECRET.repeat(1000));
        Files.createFile(bases.resolve("empty.raw"));
        backed(fleet.resolve("on-base.qcow2"), "../bases/base.qcow2");
        backed(fleet.resolve("on-raw.qcow2"), bases.resolve("base.raw").toString());
        backed(fleet.resolve("on-vmdk.qcow2"), "../bases/disk.vmdk");
        backed(fleet.resolve("on-empty.qcow2"), "../bases/empty.raw");
        backed(fleet.resolve("on-nothing.qcow2"), "../bases/nothing.raw");
        backed(fleet.resolve("on-unlisted.qcow2"), "text");
        backed(fleet.resolve("on-itself.qcow2"), "on-itself.qcow2");
        backed(fleet.resolve("on-one.qcow2"), "on-two.qcow2");
        backed(fleet.resolve("on-two.qcow2"), "on-one.qcow2");
        backed(fleet.resolve("on-link.qcow2"), "linked/one.qcow2");
        backed(fleet.resolve("on-network.qcow2"), "nbd:localhost:10809");
        backed(fleet.resolve("a/deep/one.qcow2"), "../../../bases/base.qcow2");
        backed(fleet.resolve("a/deep/.hidden.qcow2"), "one.qcow2");
        links(fleet);
        hostile(fleet);
    }

    private static void backed(Path image, String name) {
        FirstCluster.v3(16).end().name(name).write(image, 1 << 18);
    }

    private static void links(Path fleet) throws IOException {
        Files.createSymbolicLink(fleet.resolve("linked"), Path.of("a/deep"));
        Files.createSymbolicLink(fleet.resolve("link.qcow2"), Path.of("a/deep/one.qcow2"));
        Files.createSymbolicLink(fleet.resolve("absolute.qcow2"), fleet.resolve("v3.qcow2"));
        Files.createSymbolicLink(fleet.resolve("dangling.qcow2"), Path.of("nowhere/x.qcow2"));
        Files.createSymbolicLink(fleet.resolve("round"), Path.of("round"));
        Files.createLink(fleet.resolve("a/hard.qcow2"), fleet.resolve("v2.qcow2"));
        Shell.run(
                "mkfifo",
                fleet.resolve("fifo").toString(),
                fleet.resolve("fifo.qcow2").toString());
        Shell.run("sh", "-c", "cp '" + fleet.resolve("v3.qcow2") + "' \"$(printf '" + fleet + "/n\\344me.qcow2')\"");
        Shell.run(
                "sh", "-c", "cp '" + fleet.resolve("v3.qcow2") + "' \"$(printf '" + fleet + "/n\\303\\244me.qcow2')\"");
    }

    private static void hostile(Path fleet) throws IOException {
        Files.writeString(fleet.resolve("text"), "No image, but " + SECRET);
        Files.createFile(fleet.resolve("empty.qcow2"));
        Files.write(fleet.resolve("short.qcow2"), new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3});
        FirstCluster.v3(16).u32(4, 0x8000_0003L).write(fleet.resolve("marked.qcow2"), 1 << 17);
        FirstCluster.v3(16).u32(4, 9).write(fleet.resolve("version9.qcow2"), 1 << 17);
        FirstCluster.v3(16).u32(4, 1).write(fleet.resolve("version1.qcow2"), 1 << 17);
        FirstCluster.v3(21).end().u8(1 << 20, 7).write(fleet.resolve("bad-clusters.qcow2"), 4 << 20);
        FirstCluster.v3(16).u32(60, 65_536).u64(64, 1 << 16).end().write(fleet.resolve("bad-snapshots.qcow2"), 1 << 18);
        FirstCluster.v3(16).u32(60, 1).u64(64, -1L).end().write(fleet.resolve("bad-snapshots-out.qcow2"), 1 << 18);
        FirstCluster.v3(16)
                .extension(FirstCluster.BITMAPS, 65_535L << 32, 1 << 20, 1 << 16)
                .end()
                .write(fleet.resolve("bad-bitmaps.qcow2"), 1 << 18);
        FirstCluster.v3(16)
                .announce(FirstCluster.UNKNOWN, 0xffff_ffffL)
                .write(fleet.resolve("extension.qcow2"), 1 << 17);
        FirstCluster.v3(16)
                .u32(32, 2)
                .extension(FirstCluster.ENCRYPTION_HEADER, 1 << 16, 4096)
                .end()
                .write(fleet.resolve("no-luks.qcow2"), 1 << 18);
    }

    private static void makeRecipes() throws IOException {
        Path lists = Files.createDirectories(folder.resolve("recipes/lists"));
        Files.writeString(lists.resolve("names"), "../../fleet/v3.qcow2\n../../fleet/on-base.qcow2\n");
        Files.writeString(
                lists.resolve("rows.csv"), "path,owner\n../../fleet/v2.qcow2,me\n../../fleet/gone.qcow2,you\n");
        recipe("all", """
                images:
                  - {list: lists/rows.csv}
                  - ../fleet/**/*.qcow2
                  - %s/fleet/none.qcow2
                bases: ["../bases/*", ../fleet/linked/one.qcow2]
                """.formatted(folder), """
                  - {op: set-backing-format, format: "${backing.format}", when: backing_format == "" && backing.found}
                  - {op: set-labels, labels: {depth: "${string(backing.depth)}", size: "${string(file_size)}"}, when: version == 3}
                  - {op: assert, that: size(backing.problems) == 0, message: "${path}"}
                """);
        String steps = """
                  - {op: lazy-refcounts, enabled: true}
                  - {op: add-extension, magic: 0x12345678, text: captured}
                """;
        recipe("plain", "not-qcow2: skip\nimages: [../fleet/*.qcow2, ../fleet/a/*/*.qcow2]\n", steps);
        recipe(
                "linked",
                "images: [../fleet/linked/*.qcow2, ../fleet/l*.qcow2, ../fleet/linked/../hard.qcow2]\n",
                steps);
        recipe("refuse", "links: refuse\nimages: [../fleet/*/*.qcow2, ../fleet/*.qcow2]\n", steps);
        recipe("follow", "links: follow\nimages: [../fleet/*/*.qcow2, ../fleet/*.qcow2]\n", steps);
        recipe("nothing", "images: [../fleet/x*/*.qcow2, ../fleet/nothing*]\n", steps);
    }

    private static void recipe(String name, String images, String steps) throws IOException {
        Files.writeString(
                folder.resolve("recipes/" + name + ".yaml"),
                "cowhand: 1\nname: " + name + "\n" + images + "steps:\n" + steps);
    }

    private static List<String> against(String command) {
        List<String> arguments = new ArrayList<>();
        Collections.addAll(arguments, command.split(" "));
        arguments.addAll(1, List.of("--against", "fleet.zip"));
        return arguments;
    }

    @Test
    void everyCommandSaysTheSame() {
        for (String command : COMMANDS) {
            Cowhand.Ran ofFiles = OF_FILES.get(command);
            Cowhand.Ran ofCapture = run(against(command).toArray(String[]::new));

            assertThat(ofCapture.out()).as(command).isEqualTo(ofFiles.out());
            assertThat(ofCapture.err().lines().filter(line -> !line.contains("searched in a capture")))
                    .as(command)
                    .containsExactlyElementsOf(ofFiles.err().lines().toList());
            assertThat(ofCapture.exit()).as(command).isEqualTo(ofFiles.exit());
        }
    }

    /** Otherwise the comparison would be one of messages that nothing was found. */
    @Test
    void theFilesSaySomething() {
        Cowhand.Ran plan = OF_FILES.get("plan --json recipes/all.yaml");
        assertThat(plan.err()).isEmpty();
        assertThat(plan.images()).hasSizeGreaterThan(50);
        assertThat(plan.out()).contains("\"name\":\"backing-format\"", "backing-file-smaller", "\"depth\":\"2\"");
        assertThat(OF_FILES.get("inspect --json -r fleet").images()).hasSizeGreaterThan(50);
        assertThat(OF_FILES.get("graph --json --max-depth 1 -r fleet bases").out())
                .contains("backing-loop", "backing-file-missing", "backing-not-found", "backing-chain-too-long")
                .contains("\"state\":\"found\"", "\"format\":\"vmdk\"");
    }

    @Test
    void aRawDiskIsNotCopiedIntoTheCapture() throws IOException {
        Shell.run(
                "unzip",
                "-q",
                folder.resolve("fleet.zip").toString(),
                "-d",
                folder.resolve("unzipped").toString());
        String all = Shell.run("sh", "-c", "cat " + folder.resolve("unzipped") + "/contents/*");
        assertThat(all.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        // A vmdk file is known by more than its first bytes.
        assertThat(all.split("has written on its disk", -1)).hasSizeLessThan(20);
        assertThat(all).doesNotContain("No image");
    }

    @Test
    void whatWasNotCapturedIsSaidToBe() {
        Cowhand.Ran ran = run("inspect", "--against", "fleet.zip", "fleet/other.qcow2");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("fleet/other.qcow2", "the capture does not contain it");
    }

    @Test
    void whereItWasSearchedIsSaidIfNothingIsFound() {
        Cowhand.Ran ran = run("inspect", "--against", "fleet.zip", "elsewhere/*.qcow2");

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err())
                .contains("\"elsewhere/*.qcow2\" matches no file", "searched in a capture", folder.toString());
    }

    @Test
    void absoluteNamesMeanTheSameElsewhere(@TempDir Path laptop) {
        String capture = folder.resolve("fleet.zip").toString();
        Cowhand.Ran ran = Cowhand.run(laptop, "inspect", "--json", "--against", capture, folder + "/fleet/**/v?.qcow2");

        assertThat(ran.exit()).isZero();
        assertThat(ran.images()).hasSize(2);
    }

    @Test
    void aCaptureIsNotReplacedByOneWithoutImages(@TempDir Path other) throws IOException {
        Files.createDirectory(other.resolve("empty"));
        Path capture = Files.copy(folder.resolve("fleet.zip"), other.resolve("fleet.zip"));
        for (List<String> names : List.of(List.of("empty"), List.of("-r", "empty"), List.of("gone", "empty"))) {
            List<String> arguments = new ArrayList<>(List.of("capture", "-o", "fleet.zip"));
            arguments.addAll(names);
            Cowhand.Ran ran = Cowhand.run(other, arguments.toArray(String[]::new));
            assertThat(ran.exit()).as(names + ran.err()).isEqualTo(65);
            assertThat(ran.err()).contains("nothing was captured");
            assertThat(capture).hasSameBinaryContentAs(folder.resolve("fleet.zip"));
        }
    }

    @Test
    void aCaptureIsNotWrittenTo() {
        Cowhand.Ran ran = run("apply", "--against", "fleet.zip", "recipes/all.yaml");

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("--against needs --dry-run");
    }
}
