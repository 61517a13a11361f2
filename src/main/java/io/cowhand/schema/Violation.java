package io.cowhand.schema;

import io.cowhand.yaml.Pointer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A value that breaks a rule of its schema.
 *
 * @param keyword the keyword of the rule, such as {@code minimum}
 * @param pointer the value in its document
 * @param property the name of the key that is missing or unknown; {@code ""} for rules about the value itself
 * @param schema the schema that holds the rule
 * @param value the value
 * @param written the value's text in the document, without quotes; {@code ""} for a list or mapping
 */
public record Violation(
        String keyword, Pointer pointer, String property, JsonNode schema, JsonNode value, String written) {

    /** Returns the value of the keyword. */
    public JsonNode rule() {
        return schema.path(keyword);
    }

    /** Returns the value as a message shows it: as it is written, text in quotes. */
    public String shownValue() {
        return ValueMessage.given(value, written);
    }

    /** Returns the words of a rule that is a list. */
    public List<String> ruleWords() {
        return ValueMessage.words(rule());
    }
}
