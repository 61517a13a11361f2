package io.cowhand.yaml;

import java.math.BigInteger;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The value of a scalar. */
sealed interface ScalarValue {

    /**
     * Stands for every number with a fraction: none is valid anywhere, and computing 1e999999999 could exhaust
     * memory.
     */
    double FRACTION = 0.5;

    /** A value. */
    record Good(JsonNode value) implements ScalarValue {}

    /** A scalar that is not valid. */
    record Bad(String code, String message) implements ScalarValue {}

    /** Converts a scalar; one with an explicit core tag must be of that type. */
    static ScalarValue of(ScalarNode node) {
        Optional<CoreType> wanted = CoreType.of(node.getTag());
        if (wanted.isEmpty()) {
            return new Bad(ProblemCode.CUSTOM_TAG, tagRefused(node.getTag()));
        }
        CoreType natural = CoreType.of(node.getValue());
        boolean holds = wanted.get() == CoreType.TEXT
                || wanted.get() == natural
                || (wanted.get() == CoreType.FLOAT && natural == CoreType.INTEGER);
        if (!holds) {
            return new Bad(ProblemCode.BAD_TAG, Quoted.text(node.getValue()) + " is not " + shown(node.getTag()));
        }
        return of(wanted.get(), node.getValue());
    }

    private static ScalarValue of(CoreType type, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type) {
            case NULL -> new Good(nodes.nullNode());
            case BOOLEAN -> new Good(nodes.booleanNode(text.charAt(0) == 't' || text.charAt(0) == 'T'));
            case INTEGER ->
                text.length() > Limits.NUMBER
                        ? new Bad(ProblemCode.NUMBER_TOO_LONG, "the number has more than " + Limits.NUMBER + " digits")
                        : new Good(nodes.numberNode(integer(text)));
            case FLOAT -> new Good(nodes.numberNode(FRACTION));
            case TEXT -> new Good(nodes.stringNode(text));
        };
    }

    private static BigInteger integer(String text) {
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    }

    /** Returns the message for a tag that is not part of YAML's core schema. */
    static String tagRefused(Tag tag) {
        return "the tag " + shown(tag)
                + " is not supported here; write the value without it, or quote text that begins with !";
    }

    private static String shown(Tag tag) {
        String name = tag.getValue();
        return Quoted.shortened(name.startsWith(Tag.PREFIX) ? "!!" + name.substring(Tag.PREFIX.length()) : name);
    }
}
