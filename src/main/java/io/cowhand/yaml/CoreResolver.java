package io.cowhand.yaml;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Gives plain scalars the types of YAML 1.2's core schema, where SnakeYAML has those of YAML 1.1. */
final class CoreResolver extends Resolver {

    @Override
    protected void addImplicitResolvers() {
        // none: they are the ones of YAML 1.1
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
