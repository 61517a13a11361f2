package io.cowhand.report;

import io.cowhand.operation.OperationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operations as text for people; made from the handlers' own schemas. */
public final class OperationText {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private OperationText() {}

    /** Returns an operation's name and summary on one line. */
    public static String line(OperationHandler handler) {
        return String.format(Locale.ROOT, "%-20s %s", handler.name(), Escaped.plain(handler.summary()));
    }

    /** Returns the help of an operation: summary, arguments, refusals and example. */
    public static List<String> page(OperationHandler handler) {
        List<String> lines = new ArrayList<>();
        lines.add(handler.name() + ": " + handler.summary());
        if (handler.alwaysUnsafe()) {
            lines.add("Each step that uses it needs unsafe: true.");
        }
        JsonNode schema = MAPPER.readTree(handler.schema());
        if (!schema.path("properties").isEmpty()) {
            lines.add("");
            lines.add("Arguments:");
            for (Map.Entry<String, JsonNode> argument :
                    schema.path("properties").properties()) {
                lines.addAll(argument(argument.getKey(), argument.getValue(), schema));
            }
        }
        if (!handler.refusals().isEmpty()) {
            lines.add("");
            lines.add("Refuses, besides what every operation refuses:");
            lines.add("  " + handler.refusals());
        }
        lines.add("");
        lines.add("Example:");
        String prefix = "  - ";
        for (String line : handler.example().strip().split("\n")) {
            lines.add(prefix + line);
            prefix = "    ";
        }
        return lines.stream().map(Escaped::plain).toList();
    }

    private static List<String> argument(String name, JsonNode property, JsonNode schema) {
        boolean required = schema.path("required")
                .valueStream()
                .anyMatch(each -> each.stringValue("").equals(name));
        String kind = type(property)
                + (required ? ", required" : "")
                + (property.has("default")
                        ? ", default " + property.get("default").asString()
                        : "");
        List<String> lines = new ArrayList<>();
        lines.add("  " + name + "  (" + kind + ")");
        lines.add("      " + property.path("description").stringValue(""));
        if (property.has("enum")) {
            lines.add("      One of " + String.join(", ", strings(property.get("enum"))) + ".");
        }
        return lines;
    }

    /** Returns the type of an argument in the words of recipes, such as {@code whole number or text}. */
    public static String type(JsonNode property) {
        JsonNode type = property.path("type");
        return type.isArray()
                ? strings(type).stream().map(OperationText::word).collect(Collectors.joining(" or "))
                : word(type.stringValue("any"));
    }

    private static String word(String type) {
        return switch (type) {
            case "string" -> "text";
            case "integer" -> "whole number";
            case "array" -> "list";
            case "object" -> "mapping";
            default -> type;
        };
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
