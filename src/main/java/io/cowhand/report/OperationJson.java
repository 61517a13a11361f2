package io.cowhand.report;

import io.cowhand.json.JsonLines;
import io.cowhand.operation.OperationHandler;
import tools.jackson.databind.json.JsonMapper;

/** Operations as JSON objects, one per line; made from the handlers' own schemas. */
public final class OperationJson {

    private OperationJson() {}

    /** Returns an operation's name, summary, schema and example. */
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
