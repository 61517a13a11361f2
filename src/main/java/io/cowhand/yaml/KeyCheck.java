package io.cowhand.yaml;

import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What may be a key. */
final class KeyCheck {

    private KeyCheck() {}

    /** What is wrong with a key, or {@code ""}. */
    static String problem(Node node, String text) {
        if (!(node instanceof ScalarNode scalar)) {
            return "a key must be text, not a list or mapping; text that begins with [ or { must be in quotes";
        }
        if (text.length() > Limits.KEY) {
            return "a key has at most " + Limits.KEY + " characters";
        }
        Optional<CoreType> type = CoreType.of(node.getTag());
        if (type.isEmpty()) {
            return ScalarValue.tagRefused(node.getTag());
        }
        if (type.get() != CoreType.TEXT) {
            return "a key must be text; " + type.get().quotingHint(text);
        }
        return text.equals("<<") && scalar.isPlain() ? "merge keys (<<) are not supported; write the keys out" : "";
    }
}
