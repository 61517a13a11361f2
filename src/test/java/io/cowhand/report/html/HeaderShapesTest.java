package io.cowhand.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.json.JsonLines;
import io.cowhand.testing.FirstCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HeaderShapesTest {

    private static final int UNKNOWN_BIT = 1 << 20;

    private static HeaderParts parts(FirstCluster cluster) {
        return HeaderParts.of(cluster.window(4096)).orElseThrow();
    }

    private static JsonNode written(HeaderShapes shapes, HeaderParts header) {
        return JsonMapper.shared()
                .readTree(JsonLines.object(json -> shapes.write(json, "header", header)))
                .get("header");
    }

    private static JsonNode shapes(HeaderShapes shapes) {
        return JsonMapper.shared()
                .readTree(JsonLines.object(shapes::writeShapes))
                .get("shapes");
    }

    @Test
    void onlyWhatDiffersFromTheFirstHeaderWithTheSamePartsIsWritten() {
        HeaderShapes shapes = new HeaderShapes();

        assertThat(written(shapes, parts(FirstCluster.v3(16).end().name("a.qcow2")))
                        .toString())
                .isEqualTo("[0]");
        assertThat(written(shapes, parts(FirstCluster.v3(16).end().name("b.qcow2")))
                        .toString())
                .isEqualTo("[0,21,7,\"622e71636f7732\",\"\\\"b.qcow2\\\"\"]");
        assertThat(written(shapes, parts(FirstCluster.v2(16).end())).toString()).isEqualTo("[1]");
        assertThat(shapes(shapes).size()).isEqualTo(2);
        assertThat(shapes(shapes).get(0).get(21).toString())
                .isEqualTo("[\"backing file name\",\"backing file name\",7,\"612e71636f7732\",\"\\\"a.qcow2\\\"\"]");
    }

    @Test
    void thePartsTileTheCluster() {
        HeaderParts header = parts(FirstCluster.v3(16).end().name("a.qcow2"));

        assertThat(header.parts().stream().mapToInt(HeaderParts.Part::length).sum())
                .isEqualTo(1 << 16);
    }

    @Test
    void unknownFeaturesHaveTheNamesThatTheImageGives() {
        HeaderShapes shapes = new HeaderShapes();
        List<String> written = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            Bytes row = Bytes.concat(List.of(Bytes.of(1, 20), Bytes.utf8(name), Bytes.zeros(46 - name.length())));
            written.add(written(
                            shapes,
                            parts(FirstCluster.v3(16)
                                    .u64(80, UNKNOWN_BIT)
                                    .extension(FirstCluster.FEATURE_NAMES, row)
                                    .end()))
                    .toString());
        }

        assertThat(written.get(1)).contains("bit-20 \\\"two\\\"");
    }

    @Test
    void aHeaderOfThousandsOfPartsIsShortened() {
        FirstCluster cluster = FirstCluster.v3(16);
        for (int i = 0; i < 480; i++) {
            cluster.extension(FirstCluster.UNKNOWN, "");
        }
        HeaderParts header = parts(cluster.end());

        assertThat(header.parts())
                .hasSize(202)
                .extracting(HeaderParts.Part::name)
                .endsWith("301 more parts", "slack");
        assertThat(header.parts().stream().mapToInt(HeaderParts.Part::length).sum())
                .isEqualTo(1 << 16);
    }
}
