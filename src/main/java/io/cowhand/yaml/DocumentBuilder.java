package io.cowhand.yaml;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Converts YAML nodes to a tree of JSON's types, and reports features of YAML that are not supported. */
final class DocumentBuilder {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ProblemCollector problems;
    private final Set<Pointer> rejected = new HashSet<>();
    private final Set<Pointer> incomplete = new HashSet<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<String> path = new ArrayDeque<>();
    private int values;

    DocumentBuilder(ProblemCollector problems) {
        this.problems = problems;
    }

    /**
     * Builds the tree.
     *
     * @throws YamlReadException if aliases make the tree too large
     */
    YamlDocument build(Node root) {
        Position start = Position.of(root.getStartMark());
        SourceMap source = new SourceMap(start, start, text(root));
        JsonNode tree = value(root, source);
        return new YamlDocument(tree, source, rejected, incomplete);
    }

    private JsonNode value(Node node, SourceMap source) {
        if (++values > Limits.VALUES) {
            throw BoundedComposer.tooMany(source.key());
        }
        if (path.size() > Limits.DEPTH) {
            throw BoundedComposer.tooDeep(source.key());
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, source);
        }
        Tag natural = node instanceof MappingNode ? Tag.MAP : Tag.SEQ;
        if (!node.getTag().equals(natural)) {
            return reject(ProblemCode.CUSTOM_TAG, source.value(), ScalarValue.tagRefused(node.getTag()));
        }
        if (!open.add(node)) {
            return reject(ProblemCode.RECURSIVE_ALIAS, source.key(), "the alias is inside the value that it refers to");
        }
        JsonNode built = node instanceof MappingNode mapping ? mapping(mapping, source) : list(node, source);
        open.remove(node);
        return built;
    }

    private JsonNode scalar(ScalarNode node, SourceMap source) {
        ScalarValue value = ScalarValue.of(node);
        if (value instanceof ScalarValue.Bad bad) {
            return reject(bad.code(), source.value(), bad.message());
        }
        return ((ScalarValue.Good) value).value();
    }

    private JsonNode list(Node node, SourceMap source) {
        ArrayNode list = NODES.arrayNode();
        for (Node item : ((SequenceNode) node).getValue()) {
            Position place = Position.of(item.getStartMark());
            list.add(child(Integer.toString(list.size()), item, place, source));
        }
        return list;
    }

    private JsonNode mapping(MappingNode node, SourceMap source) {
        ObjectNode mapping = NODES.objectNode();
        Map<String, Position> first = new HashMap<>();
        for (NodeTuple entry : node.getValue()) {
            Position place = Position.of(entry.getKeyNode().getStartMark());
            String key = text(entry.getKeyNode());
            String wrong = KeyCheck.problem(entry.getKeyNode(), key);
            if (!wrong.isEmpty()) {
                Pointer at = key.isEmpty() ? pointer() : pointer().child(Quoted.shortened(key));
                problems.add(ProblemCode.BAD_KEY, place, at, wrong);
                incomplete.add(pointer());
                continue;
            }
            Position before = first.putIfAbsent(key, place);
            if (before == null) {
                mapping.set(key, child(key, entry.getValueNode(), place, source));
            } else {
                problems.add(
                        ProblemCode.DUPLICATE_KEY,
                        place,
                        pointer().child(key),
                        "duplicate key " + Quoted.text(key) + "; it is first given in line " + before.line());
            }
        }
        return mapping;
    }

    private JsonNode child(String token, Node node, Position key, SourceMap parent) {
        SourceMap source = new SourceMap(key, Position.of(node.getStartMark()), text(node));
        parent.add(token, source);
        path.addLast(token);
        JsonNode value = value(node, source);
        path.removeLast();
        return value;
    }

    private JsonNode reject(String code, Position place, String message) {
        Pointer pointer = pointer();
        rejected.add(pointer);
        problems.add(code, place, pointer, message);
        return NODES.nullNode();
    }

    private Pointer pointer() {
        return new Pointer(List.copyOf(path));
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
