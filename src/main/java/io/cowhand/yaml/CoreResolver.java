package io.cowhand.yaml;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Resolves plain scalars by YAML 1.2's core schema; SnakeYAML has the rules of YAML 1.1. */
final class CoreResolver extends Resolver {

    @Override
    protected void addImplicitResolvers() {
        // none, since they implement YAML 1.1
    }

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        return switch (kind) {
            case sequence -> Tag.SEQ;
            case mapping, anchor -> Tag.MAP;
            case scalar -> implicit ? CoreType.of(value).tag() : Tag.STR;
        };
    }
}
