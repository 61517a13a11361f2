package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cowhand.bytes.Bytes;
import io.cowhand.graph.GraphFile.Role;
import io.cowhand.graph.ImageGraph;
import io.cowhand.inspect.BackingTarget;
import io.cowhand.testing.GraphFleet;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A graph in every form. */
class GraphReportsTest {

    private static final Map<String, GraphReport> FORMS = Map.of(
            "text", new GraphText(Style.PLAIN, false),
            "all", new GraphText(Style.PLAIN, true),
            "problems", new GraphProblemsText(Style.PLAIN),
            "json", new GraphJson(),
            "dot", new GraphDot(),
            "svg", new GraphSvg(false));

    private static List<String> lines(GraphReport form, ImageGraph graph) {
        List<String> lines = new ArrayList<>();
        form.write(graph, lines::add);
        return lines;
    }

    private static List<String> text(ImageGraph graph) {
        return lines(new GraphText(Style.PLAIN, false), graph);
    }

    @Test
    void aTreeHasItsBaseFirst() {
        int[] base = {3, 0, 3, -1};
        assertThat(text(GraphFleet.of(4, i -> base[i]).graph()))
                .containsExactly(
                        "/f/3  qcow2, 1 MiB",
                        "├─ /f/0  qcow2, 1 MiB",
                        "│  └─ /f/1  qcow2, 1 MiB",
                        "└─ /f/2  qcow2, 1 MiB",
                        "",
                        "images: 4; bases: 0; trees: 1; deepest chain: 2; with problems: 0; passed over: 0");
    }

    @Test
    void manyEqualOverlaysAreOneLine() {
        ImageGraph graph = GraphFleet.of(40_001, i -> i == 0 ? -1 : 0).graph();

        assertThat(text(graph)).hasSize(14).contains("└─ 39,990 more overlays: /f/11, /f/12, …  qcow2, 1 MiB");
        assertThat(lines(new GraphText(Style.PLAIN, true), graph)).hasSize(40_003);
    }

    @Test
    void aProblemStandsBelowItsImage() {
        int[] base = {1, 0, 1};
        assertThat(text(GraphFleet.of(3, i -> base[i]).graph()).subList(0, 6))
                .containsExactly(
                        "/f/0  qcow2, 1 MiB",
                        "│  error: the backing file /f/1 is backed by itself or by this image in the end; QEMU would"
                                + " open them endlessly (backing-loop)",
                        "└─ /f/1  qcow2, 1 MiB",
                        "   │  error: the backing file /f/0 is backed by itself or by this image in the end; QEMU would"
                                + " open them endlessly (backing-loop)",
                        "   └─ /f/2  qcow2, 1 MiB",
                        "         error: the backing file /f/1 is backed by itself or by this image in the end; QEMU"
                                + " would open them endlessly (backing-loop)");
    }

    // Hostile names

    private static final String HOSTILE =
            "/f/<script>alert(\"x\")</script>&amp;&#10;\u001b[31mred\nline\\n\\N\\\u202e'.qcow2";

    private static ImageGraph hostile() {
        Path odd = Path.of(URI.create("file:///f/%FF%3Cb%3E%1B.qcow2"));
        return new GraphFleet()
                .add(HOSTILE)
                .add(Role.IMAGE, odd, 1, Optional.of(GraphFleet.there(0)), Bytes.of(0xff, 0x1b, '<', '\n', '"'))
                .add(
                        Role.IMAGE,
                        Path.of("/f/x\"]; evil [label=\"\\"),
                        2,
                        Optional.of(new BackingTarget.NotFollowed("is named by a protocol")),
                        Bytes.utf8("json:{\"\u001b]0;<script>\"\n}\\"))
                .graph();
    }

    static List<String> forms() {
        return FORMS.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void noControlCharacterOfAnImageIsWritten(String form) {
        assertThat(lines(FORMS.get(form), hostile()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(
                                line.codePoints().filter(each -> Character.isISOControl(each) || each == 0x202e))
                        .as(line)
                        .isEmpty());
    }

    @Test
    void jsonTellsEveryName() {
        List<JsonNode> lines = lines(new GraphJson(), hostile()).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(lines.get(0).get("image").asString()).isEqualTo(HOSTILE);
        assertThat(lines.get(1).get("image_uri").asString()).isEqualTo("file:///f/%FF%3Cb%3E%1B.qcow2");
        assertThat(lines.get(1).get("backing_file_hex").asString()).isEqualTo("ff1b3c0a22");
        assertThat(lines.get(1).get("backing").get("image").asString()).isEqualTo(HOSTILE);
        assertThat(lines.get(2).get("backing").get("state").asString()).isEqualTo("not-followed");
    }

    /** Graphviz shows each name as it is in the other forms. */
    @Test
    @Requires(programs = "dot")
    void graphvizShowsHostileNames(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("g.dot"), lines(new GraphDot(), hostile()), StandardCharsets.UTF_8);

        Qemu.Ran ran = Qemu.run(folder, List.of("dot", "-Tjson", file.toString()));

        assertThat(ran.exit()).as(ran.output()).isZero();
        JsonNode graph = JsonMapper.shared().readTree(ran.output());
        List<String> names = new ArrayList<>();
        graph.get("objects").forEach(object -> names.add(object.get("name").asString()));
        assertThat(names).containsExactlyInAnyOrder("n0", "n1", "n2", "n3");
        assertThat(graph.get("edges")).hasSize(2);
        List<String> shown = new ArrayList<>();
        graph.get("objects")
                .forEach(object -> object.get("_ldraw_").forEach(drawn -> {
                    if (drawn.has("text")) {
                        shown.add(drawn.get("text").asString());
                    }
                }));
        assertThat(shown)
                .contains(Escaped.plain(HOSTILE), "/f/x\"]; evil [label=\"\\", "json:{\"\\x1b]0;<script>\"\\n}\\");
    }

    // Size

    /** Allocated memory grows with every step that is not free, and does not depend on what else the machine does. */
    private static long allocated(int count, IntUnaryOperator base) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        GraphFleet fleet = GraphFleet.of(count, base);
        long before = thread.getCurrentThreadAllocatedBytes();
        ImageGraph graph = fleet.graph();
        long[] characters = {0};
        FORMS.values().forEach(form -> form.write(graph, line -> characters[0] += line.length()));
        assertThat(characters[0]).isLessThan(count * 3000L);
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    /** What backs the file with a number. */
    enum Shape {
        CHAINS {
            @Override
            int base(int node) {
                return node - 100;
            }
        },
        ONE_CHAIN {
            @Override
            int base(int node) {
                return node - 1;
            }
        },
        ONE_BASE {
            @Override
            int base(int node) {
                return node == 0 ? -1 : 0;
            }
        },
        COMB {
            @Override
            int base(int node) {
                return node % 2 == 0 ? node - 2 : node - 1;
            }
        },
        BINARY {
            @Override
            int base(int node) {
                return (node + 1) / 2 - 1;
            }
        },
        LONG_LOOP_WITH_TAILS {
            @Override
            int base(int node) {
                return node == 0 ? 999 : node - 1;
            }
        },
        LOOPS {
            @Override
            int base(int node) {
                return node ^ 1;
            }
        };

        abstract int base(int node);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    @Timeout(60)
    @Tag("slow")
    void anImageTakesTheSameEffortWhateverTheShape(Shape shape) {
        allocated(1_000, shape::base); // what is loaded once
        long few = allocated(5_000, shape::base);
        long many = allocated(50_000, shape::base);

        assertThat(many).isLessThan(few * 14);
    }
}
