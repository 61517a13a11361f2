package io.cowhand.report;

import io.cowhand.operation.OperationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

    /**
     * Returns the help of an operation: summary, arguments, refusals and example.
     *
     * @param columns the width at which text is wrapped; the example is not, so that it can be copied
     */
    public static List<String> page(OperationHandler handler, int columns) {
        List<String> lines = new ArrayList<>();
        text(handler).forEach(line -> lines.addAll(LineWrap.wrap(Escaped.plain(line), columns, indent(line))));
        lines.add("");
        lines.add("Example:");
        String prefix = "  - ";
        for (String line : handler.example().strip().split("\n")) {
            lines.add(Escaped.plain(prefix + line));
            prefix = "    ";
        }
        return lines;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static List<String> text(OperationHandler handler) {
        List<String> lines = new ArrayList<>();
        lines.add(handler.name() + ": " + handler.summary());
        if (handler.alwaysUnsafe()) {
            lines.add("Each step that uses it needs unsafe: true.");
        }
        JsonNode schema = schema(handler);
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
        return lines;
    }

    /** Returns the schema of an operation's arguments. */
    public static JsonNode schema(OperationHandler handler) {
        return MAPPER.readTree(handler.schema());
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
        limits(property, value -> value).forEach(limit -> lines.add("      " + limit));
        return lines;
    }

    /**
     * Returns which values an argument may have, in sentences.
     *
     * @param code marks a value or a pattern
     */
    public static List<String> limits(JsonNode property, UnaryOperator<String> code) {
        List<String> limits = new ArrayList<>();
        if (property.has("enum")) {
            limits.add("One of "
                    + strings(property.get("enum")).stream().map(code).collect(Collectors.joining(", ")) + ".");
        }
        Optional<String> least = value(property, "minimum").map(code);
        Optional<String> most = value(property, "maximum").map(code);
        if (least.isPresent() && most.isPresent()) {
            limits.add("A number from " + least.get() + " to " + most.get() + ".");
        } else {
            least.ifPresent(value -> limits.add("A number of at least " + value + "."));
            most.ifPresent(value -> limits.add("A number of at most " + value + "."));
        }
        value(property, "pattern").map(code).ifPresent(pattern -> limits.add("Text that matches " + pattern + "."));
        return limits;
    }

    private static Optional<String> value(JsonNode property, String keyword) {
        return property.has(keyword) ? Optional.of(property.get(keyword).asString()) : Optional.empty();
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
