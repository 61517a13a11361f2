package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A store has moved, and the recipes in {@code examples/} alone put a fleet right: 300 images, three deep, on raw and
 * qcow2 bases, with relative and absolute names, some of them not UTF-8; version 2, bitmaps, LUKS, data files; without
 * backing formats.
 */
@RequiresQemu
@Tag("slow")
class MovedFleetIT {

    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final Path SCRIPT =
            Path.of("src/test/resources/fleet/fleet.sh").toAbsolutePath();
    /** How many overlays are in {@code fleet/}; with the bases and overlays in the store, there are 300 images. */
    private static final int OVERLAYS = 202;

    private static final int IMAGES = 300;
    /** So many images a call, since a call may take a minute at most. */
    private static final int PART = 50;

    @TempDir
    private Path folder;

    private List<String> script(String command, int images) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < images; from += PART) {
            int to = Math.min(from + PART, images);
            lines.addAll(run(command, Integer.toString(from), Integer.toString(to)));
        }
        return lines;
    }

    private List<String> run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Qemu.Ran ran = Qemu.run(folder, command);
        assertThat(ran.exit()).as(ran.output()).isZero();
        return ran.output().lines().toList();
    }

    /** An image whose backing file no recipe may guess: it is refused, and not missed. */
    private void makeImageWithABackingFileThatIsNoPath() {
        String node = "json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"" + folder
                + "/old/mid-0.qcow2\"}}";
        Qemu.mustImg(folder, "create", "-u", "-f", "qcow2", "-b", node, "-F", "qcow2", "fleet/z-json.qcow2", "1M");
    }

    private void forgetFormats() throws IOException {
        Path recipe = Files.writeString(folder.resolve("forget.yaml"), """
                cowhand: 1
                name: as old programs wrote them
                images: ["old/mid-*", "fleet/[!z]*"]
                steps: [{op: remove-extension, magic: backing-format}]
                """);
        assertThat(Cowhand.run(folder, "apply", recipe.toString()).exit()).isZero();
    }

    private Cowhand.Ran apply(String recipe, String... variables) {
        List<String> arguments = new ArrayList<>(
                List.of("apply", "--json", EXAMPLES.resolve(recipe + ".yaml").toString()));
        arguments.addAll(List.of("--images", "new/*.qcow2", "--images", "fleet/*"));
        for (String variable : variables) {
            arguments.addAll(List.of("--var", variable));
        }
        return Cowhand.run(folder, arguments.toArray(String[]::new));
    }

    private List<Cowhand.Ran> putRight() {
        return List.of(
                apply("move-store", "old=" + folder + "/old", "new=" + folder + "/new"),
                apply("move-store", "old=../old", "new=../new"),
                apply("move-data-files", "old=" + folder + "/old", "new=" + folder + "/new"),
                apply("state-backing-formats", "store=" + folder + "/new"),
                apply("upgrade-fleet"),
                apply("drop-backup-bitmaps"));
    }

    @Test
    void everyImageOpensAgainAndShowsGuestsTheSameData() throws IOException {
        run("store");
        script("make", OVERLAYS);
        List<String> before = script("digests", IMAGES);
        assertThat(before).hasSize(IMAGES);
        assertThat(Set.copyOf(before)).hasSizeGreaterThan(OVERLAYS);
        forgetFormats();
        makeImageWithABackingFileThatIsNoPath();
        Files.move(folder.resolve("old"), folder.resolve("new"));
        assertThat(script("infos", IMAGES))
                .filteredOn(info -> info.startsWith("qemu-img: Could not open"))
                .hasSizeGreaterThan(OVERLAYS);

        List<Cowhand.Ran> runs = putRight();

        Cowhand.Ran absolute = runs.get(0);
        assertThat(absolute.exit()).isEqualTo(1);
        assertThat(absolute.images())
                .filteredOn(image -> image.get("status").asString().equals("refused"))
                .singleElement()
                .satisfies(image -> assertThat(image.get("image").asString()).isEqualTo("fleet/z-json.qcow2"));
        assertThat(runs.subList(1, runs.size()))
                .allSatisfy(
                        run -> assertThat(run.exit()).as(run.out() + run.err()).isZero());
        assertThat(runs)
                .allSatisfy(
                        run -> assertThat(run.summary().get("changed").asInt()).isPositive());

        List<JsonNode> chains = script("infos", IMAGES).stream()
                .map(info -> JsonMapper.shared().readTree(info))
                .toList();
        assertThat(chains).extracting(JsonNode::size).contains(1, 2, 3);
        assertThatFormatsAreThoseOfTheBases(chains);
        assertThat(script("digests", IMAGES)).isEqualTo(before);

        List<String> after = run("state");
        assertThat(putRight())
                .allSatisfy(
                        run -> assertThat(run.summary().get("changed").asInt()).isZero());
        assertThat(run("state")).isEqualTo(after);
    }

    /** The formats as qemu-img finds them in the files, not as the overlays have it open them. */
    private void assertThatFormatsAreThoseOfTheBases(List<JsonNode> chains) {
        Map<String, String> formats = new HashMap<>();
        run("formats").stream()
                .map(info -> JsonMapper.shared().readTree(info))
                .forEach(info -> formats.put(
                        fileName(info.get("filename")), info.get("format").asString()));
        assertThat(formats).containsValues("raw", "qcow2");
        int overlays = 0;
        for (JsonNode chain : chains) {
            for (JsonNode image : chain) {
                if (image.has("full-backing-filename")) {
                    overlays++;
                    assertThat(image.get("backing-filename-format").asString())
                            .as(image.toString())
                            .isEqualTo(formats.get(fileName(image.get("full-backing-filename"))));
                }
            }
        }
        assertThat(overlays).isGreaterThan(OVERLAYS);
    }

    private static String fileName(JsonNode path) {
        return path.asString().replaceFirst(".*/", "");
    }
}
