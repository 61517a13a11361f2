package io.cowhand.report;

import io.cowhand.json.JsonLines;
import io.cowhand.rule.HeaderRule;

/** Rules as JSON objects, one per line. */
public final class RuleJson {

    private RuleJson() {}

    /** Returns all about a rule. */
    public static String line(HeaderRule rule) {
        return JsonLines.line(json -> {
            json.writeStringProperty("code", rule.code());
            json.writeStringProperty("severity", rule.severity().label());
            json.writeStringProperty("origin", rule.origin().label());
            json.writeBooleanProperty("blocks_editing", rule.blocksEditing());
            json.writeStringProperty("meaning", rule.meaning());
            json.writeStringProperty("consequence", rule.enforcement().consequence());
            json.writeStringProperty("remedy", rule.remedy());
        });
    }
}
