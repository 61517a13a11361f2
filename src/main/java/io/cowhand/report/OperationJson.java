package io.cowhand.report;

import io.cowhand.operation.OperationHandler;
import tools.jackson.databind.json.JsonMapper;

/** Operations as JSON objects, one a line; made from the handlers' own schemas. */
public final class OperationJson {

    private OperationJson() {}

    /** Name, summary, schema and example as a JSON object on one line. */
    public static String line(OperationHandler handler) {
        return JsonLines.line(json -> {
            json.writeStringProperty("op", handler.name());
            json.writeStringProperty("summary", handler.summary());
            json.writeBooleanProperty("unsafe", handler.alwaysUnsafe());
            json.writeStringProperty("refuses", handler.refusals());
            json.writeName("arguments");
            json.writeRawValue(JsonMapper.shared().readTree(handler.schema()).toString());
            json.writeStringProperty("example", handler.example());
        });
    }
}
