package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Golden;
import io.cowhand.testing.Page;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A fleet with every problem that there can be between images: the graph finds each of them, and nothing else. */
@RequiresQemu
class GraphIT {

    private static final Pattern OPENED = Pattern.compile("open(?:at2?)?\\(.*?\"([^\"]*)\"");

    private static final String[] FLEET = {"graph", "--json", "vms/*", "--bases", "bases/*"};

    @TempDir
    private Path folder;

    @BeforeEach
    void fleet() throws IOException {
        for (String name : List.of("vms", "bases", "secret")) {
            Files.createDirectory(folder.resolve(name));
        }
        create("bases/deb.qcow2", "1M");
        create("bases/unused.qcow2", "1M");
        create("secret/s.qcow2", "1M");
        Qemu.mustImg(folder, "create", "-q", "-f", "raw", "bases/disk.raw", "1M");
        Qemu.mustImg(folder, "create", "-q", "-f", "vmdk", "bases/disk.vmdk", "1M");
        overlay("vms/good", "../bases/deb.qcow2", "qcow2", "1M");
        overlay("vms/second", "good", "qcow2", "1M");
        overlay("vms/on-raw", "../bases/disk.raw", "raw", "1M");
        overlay("vms/on-vmdk", "../bases/disk.vmdk", "vmdk", "1M");
        create("vms/alone", "1M");
    }

    private void create(String image, String size) {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", image, size);
    }

    private void overlay(String image, String base, String format, String size) {
        create(image, size);
        Qemu.mustImg(folder, "rebase", "-u", "-f", "qcow2", "-b", base, "-F", format, image);
    }

    private Cowhand.Ran run(String... arguments) {
        return Cowhand.run(folder, arguments);
    }

    /** The codes of each image that has problems. */
    private static Map<String, List<String>> problems(Cowhand.Ran ran) {
        Map<String, List<String>> found = new TreeMap<>();
        for (JsonNode image : ran.images()) {
            List<String> codes = new ArrayList<>();
            image.get("problems").forEach(each -> codes.add(each.get("code").asString()));
            if (!codes.isEmpty()) {
                found.put(image.get("image").asString(), codes);
            }
        }
        return found;
    }

    private static JsonNode image(Cowhand.Ran ran, String name) {
        return ran.images().stream()
                .filter(each -> each.get("image").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + ran.out()));
    }

    private static String state(Cowhand.Ran ran, String name) {
        return image(ran, name).get("backing").get("state").asString();
    }

    @Test
    void aSoundFleetHasOneNoticeAboutTheBaseThatNobodyHas() {
        Cowhand.Ran ran = run(FLEET);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(problems(ran)).isEqualTo(Map.of("bases/unused.qcow2", List.of("backing-file-unused")));
        assertThat(image(ran, "vms/second").get("depth").asInt()).isEqualTo(2);
        assertThat(image(ran, "vms/on-vmdk").get("backing").get("format").asString())
                .isEqualTo("vmdk");
        assertThat(ran.summary().get("trees").asInt()).isEqualTo(5);
    }

    @Test
    void aPictureThatIsNotThereIsNoImage() throws IOException {
        Cowhand.Ran ran = run("graph", "vms/alone", "--svg", "g.svg");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo("cowhand: g.svg: no such file; to write the graph to it, give --report g.svg"
                        + " (--svg and --dot take no file: they print the graph)\n");
        assertThat(run("graph", "vms/alone", "--report", "g.svg").exit()).isZero();
        assertThat(folder.resolve("g.svg")).content().startsWith("<?xml").contains("<svg");

        Files.copy(folder.resolve("vms/alone"), folder.resolve("image.svg"));
        for (String name : List.of(
                "image.svg", "im*.svg", folder.resolve("image.svg").toUri().toString())) {
            assertThat(run("graph", name).exit()).as(name).isZero();
        }
    }

    @Test
    void eachProblemIsFoundWhereItIsAndNothingElse() throws IOException {
        overlay("vms/gone", "nothing.qcow2", "qcow2", "1M");
        overlay("vms/not-named", "../secret/s.qcow2", "qcow2", "1M");
        overlay("vms/network", "nbd:localhost:10809", "raw", "1M");
        overlay("vms/json", "json:{\"driver\":\"file\",\"filename\":\"" + folder + "/secret/s.qcow2\"}", "raw", "1M");
        overlay("vms/loop1", "loop2", "qcow2", "1M");
        overlay("vms/loop2", "loop1", "qcow2", "1M");
        overlay("vms/on-loop", "loop1", "qcow2", "1M");
        overlay("vms/itself", "itself", "qcow2", "1M");
        overlay("vms/wrong-format", "../bases/deb.qcow2", "raw", "1M");
        overlay("vms/larger", "../bases/deb.qcow2", "qcow2", "2M");
        overlay("vms/smaller", "../bases/disk.raw", "raw", "512K");
        overlay("vms/third", "second", "qcow2", "1M");
        Files.writeString(folder.resolve("vms/damaged"), "QFI\u00fb");
        FirstCluster.v3(16).u32(4, 9).write(folder.resolve("vms/version9"), 1 << 17);
        FirstCluster.v3(16).u64(72, 1L << 40).write(folder.resolve("vms/not-opened"), 1 << 17);

        Cowhand.Ran ran = run("graph", "--json", "vms/*", "vms/missing", "--bases", "bases/*", "--max-depth", "2");

        assertThat(ran.exit()).isEqualTo(1);
        Map<String, List<String>> expected = new TreeMap<>();
        expected.put("bases/unused.qcow2", List.of("backing-file-unused"));
        expected.put("vms/gone", List.of("backing-file-missing"));
        expected.put("vms/not-opened", List.of("unknown-incompatible-features"));
        expected.put("vms/itself", List.of("backing-loop"));
        expected.put("vms/json", List.of("backing-not-found"));
        expected.put("vms/larger", List.of("backing-file-smaller"));
        expected.put("vms/loop1", List.of("backing-loop"));
        expected.put("vms/loop2", List.of("backing-loop"));
        expected.put("vms/missing", List.of("unreadable"));
        expected.put("vms/network", List.of("backing-not-found"));
        expected.put("vms/not-named", List.of("backing-not-found"));
        expected.put("vms/on-loop", List.of("backing-loop"));
        expected.put("vms/smaller", List.of("backing-file-larger"));
        expected.put("vms/third", List.of("backing-chain-too-long"));
        expected.put("vms/version9", List.of("unsupported-version"));
        expected.put("vms/wrong-format", List.of("backing-format-mismatch"));
        assertThat(problems(ran)).isEqualTo(expected);
        assertThat(state(ran, "vms/gone")).isEqualTo("missing");
        assertThat(state(ran, "vms/not-named")).isEqualTo("unknown");
        assertThat(state(ran, "vms/network")).isEqualTo("not-followed");
        assertThat(state(ran, "vms/json")).isEqualTo("not-followed");
        assertThat(image(ran, "vms/itself").get("depth").isNull()).isTrue();
        assertThat(ran.summary().get("problems").get("backing-loop").asInt()).isEqualTo(4);

        Cowhand.Ran without = run("graph", "--json", "vms/*");
        assertThat(state(without, "vms/on-raw")).isEqualTo("unknown");
        assertThat(state(run("graph", "--json", "vms/not-named", "secret/../bases/deb.qcow2"), "vms/not-named"))
                .isEqualTo("unknown");
    }

    @Test
    void aBaseThatIsOpenForWritingIsReportedIfItHasOverlays() throws Exception {
        try (QemuIo writer = QemuIo.open(folder, "-f", "qcow2", "bases/deb.qcow2");
                QemuIo other = QemuIo.open(folder, "-f", "qcow2", "vms/alone")) {
            assertThat(List.of(writer.isOpen(), other.isOpen())).containsOnly(true);
            Cowhand.Ran ran = run(FLEET);

            assertThat(problems(ran))
                    .isEqualTo(Map.of(
                            "bases/deb.qcow2", List.of("backing-file-written"),
                            "bases/unused.qcow2", List.of("backing-file-unused")));
        }
    }

    @Test
    void aFileIsTheSameByWhateverName() throws IOException {
        Files.createLink(folder.resolve("vms/hard.img"), folder.resolve("bases/deb.qcow2"));
        Files.createSymbolicLink(folder.resolve("old-store"), Path.of("bases"));
        Files.createSymbolicLink(folder.resolve("vms/soft.img"), Path.of("../bases/disk.raw"));
        overlay("vms/by-hard-link", "hard.img", "qcow2", "1M");
        overlay("vms/by-folder", folder + "/old-store/deb.qcow2", "qcow2", "1M");
        overlay("vms/by-link", "soft.img", "raw", "1M");

        Cowhand.Ran ran = run("graph", "--json", "vms/by-*", "--bases", "bases/d*");

        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(problems(ran)).isEqualTo(Map.of("bases/disk.vmdk", List.of("backing-file-unused")));
        assertThat(image(ran, "bases/deb.qcow2").get("overlays").asInt()).isEqualTo(2);
        assertThat(image(ran, "bases/disk.raw").get("overlays").asInt()).isEqualTo(1);
    }

    @Test
    void belowADirectoryFilesOfOtherFormatsCountIfTheyBackAnImage() throws IOException {
        Files.writeString(folder.resolve("bases/README"), "Bases\n");

        Cowhand.Ran ran = run("graph", "--json", "-r", "vms", "bases");

        assertThat(problems(ran)).isEmpty();
        assertThat(ran.images().stream().map(each -> each.get("image").asString()))
                .contains("bases/disk.raw", "bases/disk.vmdk")
                .doesNotContain("bases/README");
        assertThat(ran.summary().get("passed_over").asInt()).isEqualTo(1);
        assertThat(run("graph", "vms").out()).contains("this is a directory; for the images below it, use -r");
    }

    @Test
    void failOnMakesTheCommandFail() {
        assertThat(run("graph", "vms/*", "--bases", "bases/*", "--fail-on", "warning")
                        .exit())
                .isZero();
        assertThat(run("graph", "vms/*", "--bases", "bases/*", "--fail-on", "notice")
                        .exit())
                .isEqualTo(1);
        assertThat(run("graph", "vms/*", "--bases", "bases/*", "--fail-on", "backing-file-unused")
                        .exit())
                .isEqualTo(1);
        Cowhand.Ran wrong = run("graph", "vms/*", "--fail-on", "backing-lop");
        assertThat(wrong.exit()).isEqualTo(64);
        assertThat(wrong.err()).contains("did you mean \"backing-loop\"?");
    }

    @Test
    void wrongArgumentsAreSaid() {
        assertThat(run("graph").exit()).isEqualTo(64);
        assertThat(run("graph", "vms/*", "--json", "--dot").err()).contains("--json and --dot cannot be used together");
        assertThat(run("graph", "vms/*", "--report", "x.pdf").exit()).isEqualTo(64);
        assertThat(run("graph", "vms/*", "--max-depth", "-1").exit()).isEqualTo(64);
        Cowhand.Ran nothing = run("graph", "vms/*", "--bases", "store/*");
        assertThat(nothing.exit()).isEqualTo(65);
        assertThat(nothing.err()).contains("\"store/*\" matches no file");
    }

    @Test
    void imagesMayComeFromAList() throws IOException {
        Files.writeString(folder.resolve("list"), "vms/second\nvms/good\n");

        List<String> expected = List.of("vms/second", "vms/good");
        for (Cowhand.Ran ran : List.of(
                run("graph", "--json", "--images-from", "list"),
                Cowhand.run(folder, folder.resolve("list"), "graph", "--json", "-"))) {
            assertThat(ran.images().stream().map(each -> each.get("image").asString()))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void reportsHoldWhatIsPrinted() throws IOException {
        String[] reports = {"--report", "g.txt", "--report", "g.jsonl", "--report", "g.dot", "--report", "g.svg"};
        List<String> arguments = new ArrayList<>(List.of("graph", "vms/*", "--bases", "bases/*"));
        arguments.addAll(List.of(reports));

        Cowhand.Ran ran = run(arguments.toArray(String[]::new));

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(folder.resolve("g.txt")).content().isEqualTo(ran.out());
        assertThat(folder.resolve("g.jsonl")).content().isEqualTo(run(FLEET).out());
        assertThat(folder.resolve("g.dot"))
                .content()
                .isEqualTo(run("graph", "--dot", "vms/*", "--bases", "bases/*").out());
        assertThat(folder.resolve("g.svg"))
                .content()
                .isEqualTo(run("graph", "--svg", "vms/*", "--bases", "bases/*").out())
                .startsWith("<?xml")
                .contains(">bases/disk.vmdk<");
    }

    /** It takes longer to load than to make a graph. */
    @Test
    void onlyAPictureLoadsTheLayout() {
        // A runtime for the program alone has no java.awt.
        assertThat(loaded("--svg"))
                .contains("org.abego.treelayout.", "io.cowhand.report.geom.")
                .doesNotContain("java.awt.");
        assertThat(loaded("--dot"))
                .contains("io.cowhand.graph.")
                .doesNotContain("org.abego.", "java.awt.", "io.cowhand.report.geom.", "GraphSvg");
    }

    private String loaded(String form) {
        String command = Cowhand.command("graph", form, "vms/good", "--bases", "bases/deb.qcow2");
        return Shell.run("sh", "-c", "cd " + folder + " && " + command.replace(" -jar ", " -Xlog:class+load -jar "));
    }

    /** What the manual shows is what the program prints. */
    @Test
    void theManualShowsAGraphAsItIs() throws IOException {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "bases/debian-12.qcow2", "10G");
        Files.delete(folder.resolve("bases/deb.qcow2"));
        Files.delete(folder.resolve("bases/disk.vmdk"));
        Shell.run("sh", "-c", "rm " + folder + "/vms/*");
        for (int i = 1; i <= 40; i++) {
            overlay("vms/web-" + i + ".qcow2", "../bases/debian-12.qcow2", "qcow2", "10G");
        }
        overlay("vms/db.qcow2", "../bases/debian-12.qcow2", "raw", "10G");
        overlay("vms/db-clone.qcow2", "db.qcow2", "qcow2", "20G");
        overlay("vms/mail.qcow2", "../bases/debian-7.qcow2", "qcow2", "1M");
        overlay("vms/backup.qcow2", "nbd://backup/disk", "raw", "1M");
        overlay("vms/old.qcow2", "../bases/disk.raw", "raw", "1M");

        Cowhand.Ran ran = run("graph", "vms/*", "--bases", "bases/*");

        assertThat(ran.exit()).isEqualTo(1);
        Page page = Page.read(Path.of("docs/graph.md"));
        String shown = "```\n$ cowhand graph 'vms/*' --bases 'bases/*'\n" + ran.out() + "```\n";
        Golden.assertUpToDate(page.path(), page.withSection("graph", shown).text());
    }

    /** All that a graph opens below the folder. */
    @Test
    @Requires(programs = "strace")
    void nothingIsOpenedThatTheUserDidNotName() throws IOException {
        overlay("vms/by-name", "../secret/s.qcow2", "qcow2", "1M");
        overlay("vms/by-path", folder + "/secret/s.qcow2", "qcow2", "1M");
        overlay("vms/protocol", "file:" + folder + "/secret/s.qcow2", "qcow2", "1M");
        overlay(
                "vms/description",
                "json:{\"driver\":\"file\",\"filename\":\"" + folder + "/secret/s.qcow2\"}",
                "raw",
                "1M");
        overlay("vms/device", "/dev/zero", "raw", "1M");

        Shell.run(
                "sh",
                "-c",
                "cd " + folder + " && strace -f -qq -s 4096 -e trace=file -e signal=none -o calls "
                        + Cowhand.command("graph", "-r", "vms", "--bases", "bases/deb.qcow2"));

        Set<String> opened = new TreeSet<>();
        for (String line : Files.readAllLines(folder.resolve("calls"))) {
            Matcher open = OPENED.matcher(line);
            // Absolute paths elsewhere are those of the Java machine and of the system.
            if (open.find() && (!open.group(1).startsWith("/") || open.group(1).startsWith(folder.toString()))) {
                opened.add(open.group(1));
            }
            assertThat(line).doesNotContain("/dev/zero\", O_");
        }
        assertThat(opened)
                .contains("vms/by-name", "vms/good", "bases/deb.qcow2")
                .noneMatch(path -> path.contains("secret") || path.contains("..") || path.contains("disk"));
    }
}
