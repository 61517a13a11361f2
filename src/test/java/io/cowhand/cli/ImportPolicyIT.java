package io.cowhand.cli;

import static io.cowhand.testing.FirstCluster.BACKING_FORMAT;
import static io.cowhand.testing.FirstCluster.DATA_FILE;
import static io.cowhand.testing.FirstCluster.ENCRYPTION_HEADER;
import static io.cowhand.testing.FirstCluster.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** {@code examples/import-policy.yaml} refuses the images that it should, says why, and accepts all others. */
@RequiresQemu
class ImportPolicyIT {

    private static final Path POLICY = Path.of("examples/import-policy.yaml").toAbsolutePath();
    private static final String EVERYTHING_ELSE = "does not tolerate";

    @TempDir
    private Path folder;

    /** The images that are refused, with a part of the message that says why. */
    private final Map<String, String> refused = new TreeMap<>();

    private static FirstCluster good() {
        return FirstCluster.v3(12);
    }

    private static FirstCluster backed(String name) {
        return good().extension(BACKING_FORMAT, "qcow2").end().name(name);
    }

    private static FirstCluster backed(Bytes name) {
        return good().extension(BACKING_FORMAT, "qcow2").end().name(name);
    }

    private void write(String name, FirstCluster image) {
        image.write(folder.resolve(name + ".qcow2"), 5 * image.cluster().length());
    }

    private void refuse(String name, FirstCluster image, String why) {
        write(name, image);
        refused.put(name, why);
    }

    @BeforeEach
    void images() {
        for (String variant : Variants.names()) {
            Variants.copy(variant, folder);
        }
        write("accepted", good().end());
        write("accepted-overlay", backed("base"));
        write("accepted-overlay-of-a-store", backed("/srv/images/base"));
        write("accepted-compatible-bit", good().u64(80, 1L << 40).end());
        write("accepted-dirty", good().u64(72, 1).end());

        refused.put("datafile", "external data file, \"data.raw\"");
        refused.put("datafile-raw", "raw external data");
        refused.put("no-format", "no format");
        namesOfFiles();
        ambiguities();
        damage();
        exhaustion();
        write("version-4", good().u32(4, 4).end());
    }

    private void namesOfFiles() {
        refuse(
                "data-of-the-host",
                good().u64(72, 4).extension(DATA_FILE, "/etc/passwd").end(),
                "external data file, \"/etc/passwd\"");
        refuse("data-without-name", good().u64(72, 4).end(), "external data file, \"\"");
        refuse(
                "data-without-bit",
                good().extension(DATA_FILE, "/srv/images/disk").end(),
                "its feature bit is clear");
        refuse("raw-without-data", good().u64(88, 2).end(), "raw external data");
        refuse("json", backed("json:{\"driver\":\"file\",\"filename\":\"/x\"}"), "protocol or a json: description");
        refuse("network", backed("nbd://host/export"), "\"nbd://host/export\"");
        refuse("protocol", backed("fat:rw:/srv"), "protocol or a json: description");
        refuse("device", backed("/dev/sda"), "device or file of the system (\"/dev/sda\"");
        refuse("proc", backed("/proc/self/environ"), "device or file of the system");
        refuse("absolute", backed("/home/admin/disk.qcow2"), "outside of the stores, \"/home/admin/disk.qcow2\"");
        refuse("store-in-name-only", backed("/srv/images-of-others/base"), "outside of the stores");
        refuse("above", backed("../../secret"), "climbs out");
        refuse("above-a-store", backed("/srv/images/../secret"), "climbs out");
        refuse("format-missing", good().end().name("base"), "no format");
        refuse("format-unknown", good().extension(BACKING_FORMAT, "qcwo2").end().name("base"), "\"qcwo2\"");
    }

    private void ambiguities() {
        refuse(
                "duplicate",
                good().extension(BACKING_FORMAT, "qcow2")
                        .extension(BACKING_FORMAT, "raw")
                        .end()
                        .name("base"),
                "occurs twice");
        refuse(
                "duplicate-data-file",
                good().u64(72, 4)
                        .extension(DATA_FILE, "disk")
                        .extension(DATA_FILE, "/etc/shadow")
                        .end(),
                "occurs twice");
        refuse("zero-in-name", backed("base\0/etc/passwd"), "zero byte");
        refuse("zero-in-format", good().extension(BACKING_FORMAT, "raw\0").end().name("base"), "zero byte");
        refuse("escape-in-name", backed("base\u001b[2J"), "invisible characters");
        refuse("line-end-in-name", backed("base\nbacking file: /safe"), "invisible characters");
        refuse("not-utf8", backed(Bytes.of('b', 0xff)), "not UTF-8");
        refuse("name-in-fields", good().end().u64(8, 80).u32(16, 4), "begins within the header");
        refuse("hidden", good().end().u32(4000, 0x23212f62), "hidden data");
        refuse("hidden-behind-the-window", FirstCluster.v3(13).end().u32(8000, 0x23212f62), "hidden data");
    }

    private void damage() {
        refuse("unknown-feature", good().u64(72, 1L << 40).end(), "bit-40");
        refuse("corrupt", good().u64(72, 2).end(), "marked as corrupt");
        refuse("luks-without-header", good().u32(32, 2).end(), "encryption header is missing");
        refuse("header-without-luks", good().extension(ENCRYPTION_HEADER, 0, 0).end(), "encryption header");
        refuse("aes", good().u32(32, 1).end(), "encryption by method 1");
        refuse("method-7", good().u32(32, 7).end(), "encryption by method 7");
        refuse("l1-in-header", good().u64(40, 0).end(), "in the first cluster");
        refuse("tables-overlap", good().u64(40, 4096).end(), "tables overlap");
        refuse("no-refcount-table", good().u32(56, 0).end(), EVERYTHING_ELSE + ", refcount-table-missing");
        refuse("cluster-bits", good().u32(20, 63).end(), "cluster-bits-out-of-range");
        refuse("endless-header", good().u32(100, 0xffffffffL).end(), "header-length-exceeds-cluster");
        refuse("endless-extension", good().announce(UNKNOWN, 0x7fffffff), "extension-too-large");
        refuse("endless-name", good().end().u64(8, 4000).u32(16, 0xffffffffL), "backing-file-name-too-long");
        refuse("wide-refcounts", good().u32(96, 7).end(), "refcount-order-too-large");
    }

    private void exhaustion() {
        refuse("petabytes", good().u64(24, 1L << 50).end(), "more than 17592186044416");
        refuse("more-than-numbers", good().u64(24, 1L << 63).end(), EVERYTHING_ELSE);
        refuse("many-snapshots", good().u32(60, 65536).u64(64, 4 << 12).end(), "65536 snapshots");
        FirstCluster crowded = FirstCluster.v3(14);
        for (int i = 0; i < 1500; i++) {
            crowded.announce(UNKNOWN + i, 0);
        }
        refuse("extensions", crowded.end(), "more header extensions");
    }

    @Test
    void exactlyTheImagesThatShouldBeAreRefusedAndEachSaysWhy() throws IOException {
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "--images", "*.qcow2", POLICY.toString());

        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(with(ran, "refused").keySet()).isEqualTo(refused.keySet());
        assertThat(with(ran, "unreadable").keySet()).containsExactly("version-4");
        assertThat(ran.summary().get("unchanged").asInt())
                .isEqualTo(ran.summary().get("images").asInt() - refused.size() - 1);
        List<String> messages = messagesOfThePolicy();
        with(ran, "refused").forEach((image, problems) -> {
            assertThat(problems).as(image).allSatisfy(problem -> assertIsOfItsStep(problem, messages));
            assertThat(problems)
                    .as(image)
                    .extracting(problem -> problem.get("message").asString())
                    .anySatisfy(message -> assertThat(message).contains(refused.get(image)));
        });
    }

    private static Map<String, List<JsonNode>> with(Cowhand.Ran ran, String status) {
        Map<String, List<JsonNode>> problems = new TreeMap<>();
        ran.images().stream()
                .filter(image -> image.get("status").asString().equals(status))
                .forEach(image -> problems.put(
                        image.get("image").asString().replace(".qcow2", ""),
                        image.get("problems").valueStream().toList()));
        return problems;
    }

    /** What each step says, up to the first value. */
    private static List<String> messagesOfThePolicy() throws IOException {
        Map<String, Object> recipe = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(POLICY));
        return ((List<?>) recipe.get("steps"))
                .stream()
                        .map(step -> (String) ((Map<?, ?>) step).get("message"))
                        .map(message -> message.replaceFirst("(?s)\\$\\{.*", ""))
                        .toList();
    }

    private static void assertIsOfItsStep(JsonNode problem, List<String> messages) {
        assertThat(problem.get("op").asString()).isEqualTo("assert");
        assertThat(problem.get("severity").asString()).isEqualTo("error");
        int step = problem.get("step").asInt();
        if (problem.get("code").asString().equals("condition-error")) {
            assertThat(problem.get("message").asString()).contains("2^63");
        } else {
            assertThat(problem.get("code").asString()).isEqualTo("assertion-failed");
            assertThat(problem.get("message").asString()).startsWith(messages.get(step - 1));
        }
    }
}
