package io.cowhand.expression;

import io.cowhand.json.HeaderJson;
import io.cowhand.json.JsonTree;
import io.cowhand.json.TablesJson;
import io.cowhand.qcow2.ImageFacts;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** What is listed of an image, as inspect's JSON has it. */
final class JsonValues {

    private JsonValues() {}

    /** Returns the extensions. */
    static List<?> extensions(ImageFacts facts) {
        return list("extensions", json -> HeaderJson.extensions(json, facts.header(), facts.bitmaps()));
    }

    /** Returns the snapshots. */
    static List<?> snapshots(ImageFacts facts) {
        return list("snapshots", json -> TablesJson.snapshots(json, facts.snapshots()));
    }

    /** Returns the bitmaps. */
    static List<?> bitmaps(ImageFacts facts) {
        return list("bitmaps", json -> TablesJson.bitmaps(json, "bitmaps", facts.bitmaps()));
    }

    private static List<?> list(String name, Consumer<JsonGenerator> members) {
        return (List<?>) Values.toCel(JsonTree.of(members).get(name));
    }
}
