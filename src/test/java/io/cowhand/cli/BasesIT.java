package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backing formats are written as the bases have them, and no file is opened that the recipe does not list. */
@RequiresQemu
class BasesIT {

    private static final Pattern OPENED = Pattern.compile("open(?:at2?)?\\(.*?\"([^\"]*)\"");

    @TempDir
    private Path folder;

    @BeforeEach
    void fleet() throws IOException {
        for (String name : List.of("ov", "store", "secret")) {
            Files.createDirectory(folder.resolve(name));
        }
        Qemu.mustImg(folder, "create", "-f", "raw", "store/a.raw", "1M");
        Qemu.mustImg(folder, "create", "-f", "qcow2", "store/b.qcow2", "1M");
        Qemu.mustImg(folder, "create", "-f", "qcow2", "secret/c.qcow2", "1M");
        overlay("1", "../store/a.raw");
        overlay("2", "../store/b.qcow2");
        overlay("3", "../secret/c.qcow2");
        overlay("4", folder.resolve("secret/c.qcow2").toString());
        overlay(
                "5",
                "json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"" + folder
                        + "/secret/c.qcow2\"}}");
        overlay("6", "file:" + folder + "/store/b.qcow2");
        overlay("7", "../store/../secret/c.qcow2");
    }

    private void overlay(String name, String backing) {
        Qemu.mustImg(folder, "create", "-u", "-f", "qcow2", "ov/" + name, "1M");
        Qemu.mustImg(folder, "rebase", "-u", "-f", "qcow2", "-b", backing, "-F", "raw", "ov/" + name);
    }

    private void recipe(String keys, String steps) throws IOException {
        Files.writeString(
                folder.resolve("r.yaml"), "cowhand: 1\nname: bases\nimages: [ov/*]\n" + keys + "steps:\n" + steps);
    }

    private static List<String> statuses(Cowhand.Ran ran) {
        return ran.images().stream()
                .map(image -> image.get("image").asString() + " "
                        + image.get("status").asString())
                .toList();
    }

    private static List<String> codes(JsonNode image) {
        List<String> codes = new ArrayList<>();
        image.get("problems").forEach(each -> codes.add(each.get("code").asString()));
        return codes;
    }

    @Test
    void theFormatOfEachBaseIsWritten() throws IOException {
        recipe("bases: ['store/*']\n", """
                  - {op: remove-extension, magic: backing-format}
                  - {op: set-backing-format, format: '${backing.format}', when: backing.found}
                """);
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "r.yaml");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(Qemu.info(folder.resolve("ov/1"))
                        .get("backing-filename-format")
                        .asString())
                .isEqualTo("raw");
        assertThat(Qemu.info(folder.resolve("ov/2"))
                        .get("backing-filename-format")
                        .asString())
                .isEqualTo("qcow2");
        assertThat(Qemu.info(folder.resolve("ov/3")).has("backing-filename-format"))
                .isFalse();
        assertThat(codes(ran.images().get(2))).containsExactly("backing-not-found");
    }

    @Test
    void equalHeadersWhoseNamesLeadToOtherBasesHavePlansOfTheirOwn() throws IOException {
        List<String> expected = new ArrayList<>();
        for (String in : List.of("raw", "qcow2", "none")) {
            Files.createDirectory(folder.resolve("ov/" + in));
            if (!in.equals("none")) {
                Qemu.mustImg(folder, "create", "-f", in, "ov/" + in + "/base", "1M");
            }
            for (String name : List.of("1", "2")) {
                String overlay = "ov/" + in + "/" + name;
                Qemu.mustImg(folder, "create", "-u", "-f", "qcow2", "-b", "base", "-F", "raw", overlay, "1M");
                expected.add(overlay + (in.equals("qcow2") ? " would-change" : " unchanged"));
            }
        }
        Collections.sort(expected);
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: bases
                images: ['ov/*/?']
                bases: ['ov/*/base']
                steps:
                  - {op: set-backing-format, format: '${backing.format}', if-present: replace, when: backing.found}
                """);

        for (String jobs : List.of("1", "2")) {
            Cowhand.Ran plan = Cowhand.run(folder, "plan", "--json", "--jobs", jobs, "r.yaml");
            assertThat(statuses(plan)).as(plan.err()).isEqualTo(expected);
        }
    }

    @Test
    void everyPlanWarnsOfWhatDoesNotFitAndRefusesALoop() throws IOException {
        overlay("8", "8");
        recipe("bases: ['store/*']\n", "  - {op: set-labels, labels: {a: b}}\n");
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "--json", "r.yaml");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(statuses(ran)).contains("ov/1 would-change", "ov/7 would-change", "ov/8 refused");
        assertThat(codes(ran.images().get(0))).isEmpty();
        assertThat(codes(ran.images().get(1))).containsExactly("backing-format-mismatch");
        for (int i : List.of(2, 3, 4, 5, 6)) {
            assertThat(codes(ran.images().get(i))).containsExactly("backing-not-found");
        }
        assertThat(codes(ran.images().get(7))).containsExactly("backing-loop");

        recipe("", "  - {op: set-labels, labels: {a: b}}\n");
        Cowhand.Ran without = Cowhand.run(folder, "plan", "--json", "r.yaml");
        assertThat(without.exit()).isZero();
        assertThat(without.images())
                .allSatisfy(image -> assertThat(codes(image)).isEmpty());
    }

    @Test
    void basesThatMatchNothingFailTheRecipe() throws IOException {
        recipe("bases: ['nothing/*', missing.raw]\n", "  - {op: upgrade}\n");
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "r.yaml");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err())
                .contains("r.yaml:4:9: /bases/0: \"nothing/*\" matches no base")
                .contains("the base missing.raw does not exist");
        assertThat(Cowhand.run(folder, "plan", "--allow-empty", "r.yaml").exit())
                .isZero();
    }

    @Test
    void aLimitDoesNotLimitWhatNamesLeadTo() throws IOException {
        overlay("8", "2");
        recipe("", "  - {op: set-labels, labels: {base: '${backing.path}'}}\n");
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "--json", "--limit", "ov/8", "r.yaml");
        assertThat(ran.out()).contains("\"ov/2\"");
    }

    /** All that a plan opens below the folder. */
    @Test
    @Requires(programs = "strace")
    void nothingIsOpenedThatTheRecipeDoesNotList() throws IOException {
        for (int i = 10; i < 60; i++) {
            overlay(String.valueOf(i), "../store/a.raw");
        }
        recipe("bases: ['store/*.qcow2', store/a.raw]\n", """
                  - {op: set-labels, labels: {base: '${backing.path} ${backing.depth} ${backing.problems.join(" ")}'}}
                """);
        Path log = folder.resolve("calls");
        Shell.run(
                "sh",
                "-c",
                "cd " + folder + " && strace -f -qq -s 4096 -e trace=file -e signal=none -o calls "
                        + Cowhand.command("plan", "--json", "r.yaml"));
        Set<String> opened = new TreeSet<>();
        int lookups = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher open = OPENED.matcher(line);
            if (open.find()) {
                // Absolute paths elsewhere are those of the Java machine and of the system.
                if (!open.group(1).startsWith("/") || open.group(1).startsWith(folder.toString())) {
                    opened.add(open.group(1));
                }
            } else if (line.contains("ov/../store/a.raw")) {
                lookups++;
            }
        }
        assertThat(opened).contains("store/a.raw", "store/b.qcow2", "ov/1");
        assertThat(opened).noneMatch(path -> path.contains("secret") || path.contains(".."));
        assertThat(lookups).isEqualTo(1);
        assertThat(Files.readString(log)).contains("ov/../secret/c.qcow2");
    }
}
