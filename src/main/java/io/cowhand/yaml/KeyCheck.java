package io.cowhand.yaml;

import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Checks keys of mappings. */
final class KeyCheck {

    private KeyCheck() {}

    /** Returns what is wrong with a key; {@code ""} if nothing is. */
    static String problem(Node node, String text) {
        if (!(node instanceof ScalarNode scalar)) {
            return "a key must be text, not a list or mapping; quote text that begins with [ or {";
        }
        if (text.length() > Limits.KEY) {
            return "the key is longer than " + Limits.KEY + " characters";
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
