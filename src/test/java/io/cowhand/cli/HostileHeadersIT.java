package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Page;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the program does with headers that have harmed other programs (SECURITY.md). */
@Tag("slow")
class HostileHeadersIT {

    private static final Pattern OPENED = Pattern.compile("open(?:at2?)?\\(.*?\"([^\"]*)\"");
    /** Characters that all results of these images may have together. */
    private static final int LARGEST_OUTPUT = 1 << 20;

    @TempDir
    private Path folder;

    @BeforeEach
    void images() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (HostileHeader each : HostileHeader.ALL) {
            each.write(images);
        }
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: harmless
                images: [images/*.qcow2]
                steps:
                  - {op: add-extension, magic: 0x12345678, text: harmless}
                """);
    }

    private static Map<String, JsonNode> byName(Cowhand.Ran ran) {
        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        return ran.images().stream()
                .collect(Collectors.toMap(
                        image -> image.get("image").asString().replaceAll("^images/|\\.qcow2$", ""), image -> image));
    }

    private static Set<String> codes(JsonNode image) {
        return image.get("problems")
                .valueStream()
                .map(problem -> problem.get("code").asString())
                .collect(Collectors.toSet());
    }

    @Test
    @RequiresQemu
    void everyHeaderIsJudgedAsQemuDoesAndReported() {
        Map<String, JsonNode> inspected = byName(Cowhand.run(folder, "inspect", "--json", "images/*.qcow2"));

        assertThat(HostileHeader.ALL).allSatisfy(each -> {
            JsonNode image = inspected.get(each.name());
            assertThat(codes(image)).containsAll(each.codes());
            assertThat(image.get("opens").asBoolean())
                    .isEqualTo(Qemu.opens(folder.resolve("images/" + each.name() + ".qcow2")));
        });
    }

    @Test
    void whatCannotBeTrustedIsRefusedAndKeepsEveryByte() throws IOException {
        Map<String, JsonNode> planned = byName(Cowhand.run(folder, "plan", "--json", "r.yaml"));
        assertThat(HostileHeader.ALL)
                .allSatisfy(each -> assertThat(
                                planned.get(each.name()).get("status").asString())
                        .isEqualTo(each.status()));

        Map<String, FileState> before = states();
        Map<String, JsonNode> applied = byName(Cowhand.run(folder, "apply", "--json", "r.yaml"));
        Map<String, FileState> after = states();
        assertThat(HostileHeader.ALL).allSatisfy(each -> {
            boolean isEdited = each.status().equals("would-change");
            assertThat(applied.get(each.name()).get("status").asString())
                    .isEqualTo(isEdited ? "changed" : each.status());
            assertThat(after.get(each.name()).equals(before.get(each.name()))).isEqualTo(!isEdited);
        });
    }

    private Map<String, FileState> states() throws IOException {
        Map<String, FileState> states = new HashMap<>();
        for (HostileHeader each : HostileHeader.ALL) {
            states.put(each.name(), FileState.of(folder.resolve("images/" + each.name() + ".qcow2")));
        }
        return states;
    }

    @Test
    void littleMemoryIsEnoughAndTheOutputIsShort() {
        for (String form : List.of("inspect images/*.qcow2", "inspect --layout images/*.qcow2", "plan --all r.yaml")) {
            Qemu.Ran ran = shell(Cowhand.command(form.split(" ")).replaceFirst(" ", " -Xmx64m "));
            assertThat(ran.exit()).as(form).isEqualTo(1);
            assertThat(ran.output())
                    .hasSizeBetween(HostileHeader.ALL.size(), LARGEST_OUTPUT)
                    .doesNotContain("Exception");
        }
    }

    private Qemu.Ran shell(String command) {
        return Qemu.run(folder, List.of("sh", "-c", "export COWHAND_STATE_DIR=state COLUMNS=80; " + command));
    }

    @Test
    @Requires(programs = "strace")
    void nothingThatAHeaderNamesIsOpenedOrStarted() throws IOException {
        for (String decoy : List.of("images/secret.raw", "images/base.raw", "images/good", "secret.raw")) {
            Files.writeString(folder.resolve(decoy), "secret");
        }
        Files.writeString(Files.createDirectory(folder.resolve("secret")).resolve("data.raw"), "secret");
        String images = "images/*.qcow2";
        Set<String> opened = new TreeSet<>();
        for (String command : List.of(
                "inspect " + images, "graph " + images, "capture " + images + " -o c", "plan r.yaml", "apply r.yaml")) {
            assertThat(shell(
                                    "strace -f -qq -s 4096 -e trace=open,openat,openat2,execve,connect -e signal=none -o calls "
                                            + Cowhand.command(command.split(" ")))
                            .exit())
                    .isLessThan(2);
            for (String line : Files.readAllLines(folder.resolve("calls"))) {
                Matcher open = OPENED.matcher(line);
                if (open.find()) {
                    opened.add(open.group(1));
                }
                assertThat(line).doesNotContain("AF_INET", "/dev/sda\", O_", "/etc/shadow\", O_");
                // Java, and what JNA runs to find the C library; without COLUMNS also stty, to learn the terminal's
                // width.
                assertThat(line)
                        .doesNotContainPattern("execve\\((?!\"/sbin/ldconfig\"|\"[^\"]*/(java|jspawnhelper)\")");
            }
        }
        assertThat(opened)
                .contains("images/data-beside.qcow2", "images/backing-beside.qcow2")
                .noneMatch(path -> path.matches("(?!/proc|/sys|/usr|/lib|/etc).*(secret|base\\.raw|good)"));
    }

    @Test
    void partsOfANameBehindAZeroByteAreNotCarriedOn() throws IOException {
        for (String step : List.of(
                "{op: replace-backing, pattern: base, replacement: other}",
                "{op: replace-data-file, pattern: ^data, replacement: other}",
                "{op: absolutize-backing}")) {
            step(step, step.contains("data") ? "data-zero" : "name-zero");
            JsonNode image =
                    Cowhand.run(folder, "plan", "--json", "s.yaml").images().get(0);
            assertThat(image.get("status").asString()).as(step).isEqualTo("refused");
            assertThat(codes(image)).contains("name-has-zero-byte");
        }
    }

    @Test
    void ofTwoExtensionsOfATypeNoneIsLeftBesideTheNewOne() throws IOException {
        step("{op: set-backing-format, format: vmdk, if-present: replace}", "formats-twice");
        assertThat(Cowhand.run(folder, "apply", "s.yaml").exit()).isZero();
        step("{op: set-data-file, file: /srv/data}", "data-twice");
        assertThat(Cowhand.run(folder, "apply", "s.yaml").exit()).isZero();

        List<JsonNode> images = Cowhand.run(
                        folder, "inspect", "--json", "images/formats-twice.qcow2", "images/data-twice.qcow2")
                .images();
        assertThat(images).hasSize(2).allSatisfy(image -> {
            assertThat(image.get("extensions")).hasSize(1);
            assertThat(codes(image)).doesNotContain("duplicate-extension");
        });
        assertThat(images.get(0).get("backing_format").asString()).isEqualTo("vmdk");
        assertThat(images.get(1).get("data_file").asString()).isEqualTo("/srv/data");
    }

    @Test
    void aDormantDataFileIsNotWokenBySettingItsBit() throws IOException {
        step("{op: set-feature, feature: external-data-file}", "data-dormant");
        JsonNode image =
                Cowhand.run(folder, "plan", "--json", "s.yaml").images().get(0);
        assertThat(image.get("status").asString()).isEqualTo("refused");
        assertThat(codes(image)).contains("more-than-a-header-change");
    }

    private void step(String step, String image) throws IOException {
        Files.writeString(
                folder.resolve("s.yaml"),
                "cowhand: 1\nname: step\nimages: [images/%s.qcow2]\nsteps:\n  - %s\n".formatted(image, step));
    }

    @Test
    void everyPatternOfHeadersIsTried() {
        String page = Page.read(Path.of("SECURITY.md")).text();
        Set<String> tried =
                HostileHeader.ALL.stream().map(HostileHeader::pattern).collect(Collectors.toSet());
        Stream<String> rows = page.lines().filter(line -> line.matches("\\| S\\d+ \\|.*`HostileHeadersIT`.*"));

        assertThat(rows.map(row -> row.split(" ")[1]).collect(Collectors.toSet()))
                .isEqualTo(tried);
    }
}
