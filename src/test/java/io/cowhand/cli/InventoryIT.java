package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images come from inventories, and from the command line. */
class InventoryIT {

    private static final String STEPS = "steps: [{op: set-labels, labels: {a: b}}]\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeImages() throws IOException {
        for (String name : List.of("a.qcow2", "b.qcow2", "c.qcow2")) {
            Path image = folder.resolve("vms").resolve(name);
            Files.createDirectories(image.getParent());
            Files.copy(Path.of("examples/images/disk-1.qcow2"), image);
        }
        write(
                "recipe.yaml",
                "cowhand: 1\nname: listed\nimages: [{list: vms/fleet.csv, exclude: ['vms/c*']}]\n" + STEPS);
        write("bare.yaml", "cowhand: 1\nname: bare\n" + STEPS);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static List<String> names(Cowhand.Ran ran) {
        assertThat(ran.err()).isEmpty();
        return ran.images().stream()
                .map(image -> image.get("image").stringValue())
                .toList();
    }

    @Test
    void theImagesOfAnInventoryAreAppliedInItsOrder() throws IOException {
        write("vms/fleet.csv", "\ufeffpath,owner\r\nc.qcow2,me\r\nb.qcow2,\"you,\r\nme\"\r\na.qcow2,me\r\n");
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "recipe.yaml");
        assertThat(ran.exit()).isZero();
        assertThat(names(ran)).containsExactly("vms/b.qcow2", "vms/a.qcow2");
        assertThat(ran.summary().get("changed").asInt()).isEqualTo(2);
    }

    @Test
    void everyMistakeIsLocatedBeforeAnImageIsTouched() throws IOException {
        Files.write(
                folder.resolve("vms/fleet.csv"),
                "path,owner\na.qcow2,me\nb.qcow2\n,x\na.qcow2,you\n\u00ff,z\n\"c.qcow2,me\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        for (String command : List.of("plan", "apply")) {
            Cowhand.Ran ran = Cowhand.run(folder, command, "recipe.yaml");
            assertThat(ran.exit()).isEqualTo(65);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err().lines())
                    .satisfiesExactly(
                            ragged -> assertThat(ragged).startsWith("vms/fleet.csv:3:1: the line has 1 field"),
                            empty -> assertThat(empty).startsWith("vms/fleet.csv:4:1: the name"),
                            row -> assertThat(row)
                                    .startsWith("vms/fleet.csv:5:1: ")
                                    .contains("vms/fleet.csv:2"),
                            notUtf8 -> assertThat(notUtf8).startsWith("vms/fleet.csv:6:1: "),
                            quote -> assertThat(quote).startsWith("vms/fleet.csv:7:1: this quote"));
        }
    }

    @Test
    void anInventoryThatCannotBeReadHasTheExitCodeOfARecipe() throws IOException {
        Cowhand.Ran missing = Cowhand.run(folder, "plan", "recipe.yaml");
        assertThat(missing.exit()).isEqualTo(66);
        assertThat(missing.err())
                .isEqualTo("recipe.yaml:3:10: /images/0: the list vms/fleet.csv cannot be read: no such file\n");
        Cowhand.Ran directory = Cowhand.run(folder, "plan", "bare.yaml", "--images-from", "vms");
        assertThat(directory.exit()).isEqualTo(66);
        assertThat(directory.err()).isEqualTo("cowhand: the list vms cannot be read: it is a directory\n");
    }

    @Test
    void anInventoryThatNamesNothingFailsUnlessThatIsAllowed() throws IOException {
        write("vms/fleet.csv", "path\nc.qcow2\n");
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "recipe.yaml");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).startsWith("recipe.yaml:3:10: /images/0: the list \"vms/fleet.csv\" names no image");
        assertThat(Cowhand.run(folder, "plan", "--allow-empty", "recipe.yaml").exit())
                .isZero();
    }

    @Test
    void theCommandLineNamesImagesInPlaceOfTheRecipe() throws IOException {
        write("names", "vms/a.qcow2\n");
        for (String recipe : List.of("recipe.yaml", "bare.yaml")) {
            assertThat(names(Cowhand.run(
                            folder,
                            "plan",
                            "--json",
                            "--images-from",
                            "names",
                            "--images",
                            "vms/c*",
                            "--images",
                            "vms/b.qcow2",
                            recipe)))
                    .containsExactly("vms/c.qcow2", "vms/b.qcow2", "vms/a.qcow2");
        }
        Path vms = folder.resolve("vms");
        assertThat(names(Cowhand.run(vms, "plan", "--json", "--images", "*", "--limit", "b.*", "../recipe.yaml")))
                .containsExactly("b.qcow2");
    }

    @Test
    void standardInputIsAnInventory() throws IOException {
        write("names", "vms/c.qcow2\0vms/a.qcow2\0");
        assertThat(names(Cowhand.run(
                        folder, folder.resolve("names"), "plan", "--json", "--images-from", "-", "bare.yaml")))
                .containsExactly("vms/c.qcow2", "vms/a.qcow2");
        write("vms/r.yaml", "cowhand: 1\nname: r\nimages: [{list: '-', format: csv, path: disk}]\n" + STEPS);
        write("disks", "disk\nvms/b.qcow2\n");
        assertThat(names(Cowhand.run(folder, folder.resolve("disks"), "plan", "--json", "vms/r.yaml")))
                .containsExactly("vms/b.qcow2");
    }

    @Test
    void resultsAreAnInventoryAgain() throws IOException {
        Cowhand.Ran first = Cowhand.run(folder, "plan", "--json", "--images", "vms/[bc]*", "bare.yaml");
        write("results.jsonl", first.out());
        assertThat(names(Cowhand.run(folder, "plan", "--json", "--images-from", "results.jsonl", "bare.yaml")))
                .containsExactly("vms/b.qcow2", "vms/c.qcow2");
    }

    /** A recipe may be meant for inventories without a column, too, but not for a misspelled one. */
    @Test
    void aMisspelledColumnThatIsAskedForIsReported() throws IOException {
        write("vms/fleet.csv", "path,owner\na.qcow2,me\n");
        write("vms/sites.csv", "path,site\nb.qcow2,x\n");
        write("vms/fleet.jsonl", "{\"path\":\"a.qcow2\",\"owner\":\"me\"}\n");
        write("asks.yaml", """
                cowhand: 1
                name: asks
                images: [{list: vms/fleet.csv}, {list: vms/sites.csv}]
                where: version > 2 && has(row.onwer)
                steps:
                  - {op: set-labels, labels: {a: "x${has(row.sit) ? 1 : 2}", b: "${has(row.owner)}${has(row.ticket)}"}}
                """);

        Cowhand.Ran ran = Cowhand.run(folder, "plan", "asks.yaml");

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).isEqualTo("""
                asks.yaml:4:27: /where: no inventory has a column "onwer"; did you mean "owner"?
                asks.yaml:6:42: /steps/0/labels/a: no inventory has a column "sit"; did you mean "site"?
                """);
        // Where not all images have the same columns, one can be without.
        for (String[] others : List.of(
                new String[] {"--images-from", "vms/fleet.jsonl"},
                new String[] {"--images", "vms/b.qcow2"},
                new String[] {"--images-from", "vms/fleet.csv", "--images", "vms/b.qcow2"})) {
            assertThat(Cowhand.run(
                                    folder,
                                    Stream.concat(Stream.of("plan", "asks.yaml"), Stream.of(others))
                                            .toArray(String[]::new))
                            .exit())
                    .as(String.join(" ", others))
                    .isZero();
        }
    }

    @Test
    void aRecipeWithoutImagesNeedsThemFromTheCommandLine() {
        assertThat(Cowhand.run(folder, "validate", "bare.yaml").exit()).isZero();
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "bare.yaml");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err())
                .isEqualTo("bare.yaml:1:1: \"images\" is missing: name them in the recipe, or with --images or"
                        + " --images-from\n");
    }

    @Test
    void wrongOptionsAreWrongUsage() {
        assertThat(Cowhand.run(folder, "plan", "--images", "[a", "bare.yaml").exit())
                .isEqualTo(64);
        assertThat(Cowhand.run(folder, "plan", "--images-from", "-", "--images-from", "-", "bare.yaml")
                        .exit())
                .isEqualTo(64);
    }
}
