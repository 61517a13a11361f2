package io.cowhand.yaml;

import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;

/** Composes YAML nodes, and stops as soon as a limit is exceeded. */
final class BoundedComposer extends Composer {

    private int values;
    private int depth;

    BoundedComposer(int[] text) {
        this(text, options());
    }

    private BoundedComposer(int[] text, LoaderOptions options) {
        super(new ParserImpl(new CodePointReader(text), options), new CoreResolver(), options);
    }

    /** SnakeYAML's own limits report no position, so they are set beyond the ones checked here. */
    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(10 * Limits.DEPTH);
        options.setMaxAliasesForCollections(Limits.VALUES);
        options.setTagInspector(tag -> true); // DocumentBuilder reports each tag at its position
        return options;
    }

    @Override
    protected Node composeScalarNode(String anchor, List<CommentLine> comments) {
        count();
        boolean nonSpecific = "!".equals(((ScalarEvent) parser.peekEvent()).getTag());
        Node node = super.composeScalarNode(anchor, comments);
        if (nonSpecific) {
            node.setTag(Tag.STR); // as YAML defines "! 5", unlike SnakeYAML
        }
        return node;
    }

    @Override
    protected Node composeSequenceNode(String anchor) {
        enter();
        Node node = super.composeSequenceNode(anchor);
        depth--;
        return node;
    }

    @Override
    protected Node composeMappingNode(String anchor) {
        enter();
        Node node = super.composeMappingNode(anchor);
        depth--;
        return node;
    }

    private void enter() {
        count();
        if (++depth > Limits.DEPTH) {
            throw tooDeep(place());
        }
    }

    private void count() {
        // keys are nodes, too
        if (++values > 2 * Limits.VALUES) {
            throw tooMany(place());
        }
    }

    private Position place() {
        return Position.of(parser.peekEvent().getStartMark());
    }

    static YamlReadException tooDeep(Position place) {
        return new YamlReadException(
                ProblemCode.TOO_DEEP, place, "lists and mappings are nested deeper than " + Limits.DEPTH);
    }

    static YamlReadException tooMany(Position place) {
        return new YamlReadException(
                ProblemCode.TOO_MANY_VALUES, place, "the file has more than " + Limits.VALUES + " values");
    }
}
