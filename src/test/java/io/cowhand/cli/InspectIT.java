package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Variants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What {@code inspect} says of real images is what qemu-img says of them. */
class InspectIT {

    private static final Path HERE = Path.of("").toAbsolutePath();

    @Test
    @RequiresQemu
    void headersOfAllVariantsAreAsQemuSeesThem() {
        List<Path> variants = Variants.all();
        List<String> arguments = new ArrayList<>(List.of("inspect", "--json"));
        variants.forEach(variant -> arguments.add(variant.toString()));

        Cowhand.Ran ran = Cowhand.run(HERE, arguments.toArray(String[]::new));

        assertThat(ran.exit()).isZero();
        assertThat(ran.images()).hasSize(variants.size());
        for (int i = 0; i < variants.size(); i++) {
            assertAgrees(ran.images().get(i), Qemu.info(variants.get(i)));
        }
    }

    private static void assertAgrees(JsonNode inspected, JsonNode info) {
        String image = inspected.get("image").asString();
        JsonNode header = inspected.get("header");
        JsonNode specific = info.at("/format-specific/data");
        assertThat(inspected.get("opens").asBoolean()).as(image).isTrue();
        inspected
                .get("problems")
                .forEach(problem ->
                        assertThat(problem.get("severity").asString()).as(image).isNotEqualTo("error"));
        assertThat(header.get("version").asInt())
                .isEqualTo(specific.get("compat").asString().equals("0.10") ? 2 : 3);
        assertThat(header.get("size").asLong())
                .isEqualTo(info.get("virtual-size").asLong());
        assertThat(1 << header.get("cluster_bits").asInt())
                .isEqualTo(info.get("cluster-size").asInt());
        assertThat(1 << header.path("refcount_order").asInt(4))
                .as(image)
                .isEqualTo(specific.get("refcount-bits").asInt());
        assertThat(strings(inspected.at("/features/compatible")).contains("lazy-refcounts"))
                .isEqualTo(specific.path("lazy-refcounts").asBoolean(false));
        assertThat(strings(inspected.at("/features/incompatible")).contains("extended-l2"))
                .isEqualTo(specific.path("extended-l2").asBoolean(false));
        assertThat(strings(inspected.at("/features/autoclear")).contains("raw-external-data"))
                .isEqualTo(specific.path("data-file-raw").asBoolean(false));
        assertThat(text(inspected, "backing_file")).isEqualTo(text(info, "backing-filename"));
        assertThat(text(inspected, "backing_format")).isEqualTo(text(info, "backing-filename-format"));
        assertThat(text(inspected, "data_file")).isEqualTo(text(specific, "data-file"));
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static Optional<String> text(JsonNode node, String member) {
        return node.path(member).stringValueOpt();
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
    }

    @Test
    void anImageThatDoesNotOpenMakesTheExitCodeOne() {
        Cowhand.Ran ran = Cowhand.run(HERE, "inspect", "pom.xml", "examples/images/web-1.qcow2");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).startsWith("pom.xml: this is not a qcow2 image").contains("cluster_bits               9");
    }
}
