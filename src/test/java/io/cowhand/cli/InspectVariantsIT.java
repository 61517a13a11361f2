package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Variants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What {@code inspect} says of real images is what qemu-img says of them. */
@RequiresQemu
class InspectVariantsIT {

    private static final Map<Path, JsonNode> INSPECTED = new HashMap<>();

    @BeforeAll
    static void inspectAllVariantsAtOnce() {
        List<Path> variants = Variants.all();
        List<String> arguments = new ArrayList<>(List.of("inspect", "--json"));
        variants.forEach(variant -> arguments.add(variant.toString()));

        Cowhand.Ran ran = Cowhand.run(Path.of("").toAbsolutePath(), arguments.toArray(String[]::new));

        assertThat(ran.exit()).isZero();
        assertThat(ran.images()).hasSize(variants.size());
        for (int i = 0; i < variants.size(); i++) {
            INSPECTED.put(variants.get(i), ran.images().get(i));
        }
        assertThat(ran.summary().get("opens").asInt()).isEqualTo(variants.size());
    }

    /** Both views of one image. */
    private record Views(String name, JsonNode inspected, JsonNode info) {

        JsonNode header(String field) {
            return inspected.get("header").get(field);
        }

        JsonNode specific(String member) {
            return info.at("/format-specific/data").path(member);
        }

        boolean has(String group, String feature) {
            return strings(inspected.get("features").get(group)).contains(feature);
        }
    }

    private static void forAll(Consumer<Views> check) {
        assertThat(INSPECTED).isNotEmpty();
        INSPECTED.forEach((image, inspected) ->
                check.accept(new Views(image.getFileName().toString(), inspected, Qemu.info(image))));
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static Optional<String> text(JsonNode node, String member) {
        return node.path(member).stringValueOpt();
    }

    @Test
    void allOpenWithoutErrors() {
        forAll(image -> {
            assertThat(image.inspected().get("opens").asBoolean())
                    .as(image.name())
                    .isTrue();
            image.inspected()
                    .get("problems")
                    .forEach(problem -> assertThat(problem.get("severity").asString())
                            .as(image.name())
                            .isNotEqualTo("error"));
        });
    }

    @Test
    void fieldsAgree() {
        forAll(image -> {
            String name = image.name();
            boolean second = image.specific("compat").asString().equals("0.10");
            assertThat(image.header("version").asInt()).as(name).isEqualTo(second ? 2 : 3);
            assertThat(image.header("size").asLong())
                    .as(name)
                    .isEqualTo(image.info().get("virtual-size").asLong());
            assertThat(1 << image.header("cluster_bits").asInt())
                    .as(name)
                    .isEqualTo(image.info().get("cluster-size").asInt());
            assertThat(1 << image.header("refcount_order").asInt(4))
                    .as(name)
                    .isEqualTo(image.specific("refcount-bits").asInt());
            assertThat(image.header("crypt_method").asInt() != 0)
                    .as(name)
                    .isEqualTo(image.info().path("encrypted").asBoolean(false));
            assertThat(image.header("crypt_method").asInt() == 2)
                    .as(name)
                    .isEqualTo(image.specific("encrypt")
                            .path("format")
                            .asString("")
                            .equals("luks"));
            assertThat(image.header("compression_type").asInt() == 1)
                    .as(name)
                    .isEqualTo(image.specific("compression-type").asString().equals("zstd"));
            assertThat(image.header("nb_snapshots").asInt())
                    .as(name)
                    .isEqualTo(image.info().path("snapshots").size());
        });
    }

    @Test
    void featuresAgree() {
        forAll(image -> {
            String name = image.name();
            assertThat(image.has("incompatible", "dirty"))
                    .as(name)
                    .isEqualTo(image.info().get("dirty-flag").asBoolean());
            assertThat(image.has("incompatible", "corrupt"))
                    .as(name)
                    .isEqualTo(image.specific("corrupt").asBoolean(false));
            assertThat(image.has("incompatible", "extended-l2"))
                    .as(name)
                    .isEqualTo(image.specific("extended-l2").asBoolean(false));
            assertThat(image.has("incompatible", "compression-type"))
                    .as(name)
                    .isEqualTo(!image.specific("compression-type").asString().equals("zlib"));
            assertThat(image.has("incompatible", "external-data-file"))
                    .as(name)
                    .isEqualTo(image.specific("data-file").isString());
            assertThat(image.has("compatible", "lazy-refcounts"))
                    .as(name)
                    .isEqualTo(image.specific("lazy-refcounts").asBoolean(false));
            assertThat(image.has("autoclear", "raw-external-data"))
                    .as(name)
                    .isEqualTo(image.specific("data-file-raw").asBoolean(false));
            assertThat(image.has("autoclear", "bitmaps"))
                    .as(name)
                    .isEqualTo(image.specific("bitmaps").isArray());
        });
    }

    @Test
    void namesAgree() {
        forAll(image -> {
            String name = image.name();
            JsonNode info = image.info();
            assertThat(text(image.inspected(), "backing_file")).as(name).isEqualTo(text(info, "backing-filename"));
            assertThat(text(image.inspected(), "backing_format"))
                    .as(name)
                    .isEqualTo(text(info, "backing-filename-format"));
            assertThat(text(image.inspected(), "data_file"))
                    .as(name)
                    .isEqualTo(image.specific("data-file").stringValueOpt());
        });
    }

    @Test
    void snapshotsAgree() {
        forAll(image -> {
            JsonNode snapshots = image.inspected().get("snapshots");
            assertThat(snapshots.size())
                    .as(image.name())
                    .isEqualTo(image.info().path("snapshots").size());
            for (int i = 0; i < snapshots.size(); i++) {
                JsonNode ours = snapshots.get(i);
                JsonNode theirs = image.info().get("snapshots").get(i);
                assertThat(text(ours, "id")).isEqualTo(text(theirs, "id"));
                assertThat(text(ours, "name")).isEqualTo(text(theirs, "name"));
                assertThat(ours.get("date_sec")).isEqualTo(theirs.get("date-sec"));
                assertThat(ours.get("date_nsec")).isEqualTo(theirs.get("date-nsec"));
                assertThat(ours.get("vm_state_size")).isEqualTo(theirs.get("vm-state-size"));
                assertThat(ours.get("vm_clock_nsec").asLong())
                        .isEqualTo(theirs.get("vm-clock-sec").asLong() * 1_000_000_000L
                                + theirs.get("vm-clock-nsec").asLong());
                assertThat(ours.get("icount").asLong())
                        .isEqualTo(theirs.get("icount").asLong());
                assertThat(ours.get("virtual_size")).isEqualTo(image.header("size"));
            }
        });
    }

    @Test
    void bitmapsAgree() {
        forAll(image -> {
            JsonNode bitmaps = image.inspected().get("bitmaps");
            JsonNode info = image.specific("bitmaps");
            assertThat(bitmaps.size()).as(image.name()).isEqualTo(info.size());
            for (int i = 0; i < bitmaps.size(); i++) {
                JsonNode ours = bitmaps.get(i);
                JsonNode theirs = info.get(i);
                assertThat(text(ours, "name")).isEqualTo(text(theirs, "name"));
                assertThat(ours.get("granularity")).isEqualTo(theirs.get("granularity"));
                assertThat(strings(ours.get("flags")))
                        .containsExactlyInAnyOrderElementsOf(strings(theirs.get("flags")));
                assertThat(ours.get("in_use").asBoolean())
                        .isEqualTo(strings(theirs.get("flags")).contains("in-use"));
            }
            image.inspected().get("extensions").forEach(extension -> {
                if (extension.get("type").asString().equals("bitmaps")) {
                    assertThat(extension.get("entries")).isEqualTo(bitmaps);
                }
            });
        });
    }
}
