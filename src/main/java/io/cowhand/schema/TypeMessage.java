package io.cowhand.schema;

import io.cowhand.yaml.CoreType;
import io.cowhand.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Words violations of {@code type}, in YAML's terms rather than JSON's. */
final class TypeMessage {

    private TypeMessage() {}

    /**
     * Returns the message.
     *
     * @param wanted the value of {@code type}: a name, or a list of names
     * @param value the value
     * @param written the text of the value, without quotes
     */
    static String of(JsonNode wanted, JsonNode value, String written) {
        List<String> types = names(wanted);
        String must = "must be " + words(types);
        if (value.isContainer()) {
            return must + (value.isArray() ? ", not a list" : ", not a mapping");
        }
        CoreType type = typeOf(value);
        if (types.contains("string") || type == CoreType.NULL) {
            return must + "; " + type.quotingHint(written);
        }
        if (type != CoreType.TEXT) {
            return must + ", not " + Quoted.shortened(written);
        }
        return must + "; " + type.quotingHint(written) + textHint(types, written);
    }

    private static String textHint(List<String> types, String written) {
        CoreType bare = CoreType.of(written);
        if ((types.contains("integer") && bare == CoreType.INTEGER)
                || (types.contains("boolean") && bare == CoreType.BOOLEAN)) {
            return ": write it without quotes";
        }
        if (types.contains("boolean")) {
            return switch (written) {
                case "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> ": write true";
                case "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> ": write false";
                default -> "";
            };
        }
        boolean leadingZero = written.length() > 1 && written.chars().allMatch(c -> c >= '0' && c <= '9');
        return types.contains("integer") && leadingZero ? ", as a number has no leading zeros" : "";
    }

    /** Returns the types in words, such as {@code a whole number or text}. */
    static String words(JsonNode wanted) {
        return words(names(wanted));
    }

    private static String words(List<String> types) {
        return String.join(
                " or ", types.stream().map(TypeMessage::word).distinct().toList());
    }

    private static List<String> names(JsonNode wanted) {
        List<String> names = new ArrayList<>();
        if (wanted.isArray()) {
            wanted.forEach(name -> names.add(name.asString()));
        } else {
            names.add(wanted.asString());
        }
        return names;
    }

    private static String word(String type) {
        return switch (type) {
            case "string" -> "text";
            case "integer", "number" -> "a whole number"; // nothing in a recipe has a fraction
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a mapping";
            default -> "nothing";
        };
    }

    private static CoreType typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> CoreType.TEXT;
            case BOOLEAN -> CoreType.BOOLEAN;
            case NUMBER -> value.isIntegralNumber() ? CoreType.INTEGER : CoreType.FLOAT;
            case NULL, MISSING, ARRAY, OBJECT, BINARY, POJO -> CoreType.NULL;
        };
    }
}
