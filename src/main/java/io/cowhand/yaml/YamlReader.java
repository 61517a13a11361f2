package io.cowhand.yaml;

import io.cowhand.bytes.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one YAML document. */
public final class YamlReader {

    private YamlReader() {}

    /**
     * Reads a document, and reports duplicate keys and the like.
     *
     * @return nothing, after reporting why, if the text is not YAML
     */
    public static Optional<YamlDocument> read(Bytes bytes, ProblemCollector problems) {
        try {
            @Nullable Node root = new BoundedComposer(SourceText.decode(bytes)).getSingleNode();
            if (root == null) {
                return Optional.of(YamlDocument.empty());
            }
            return Optional.of(new DocumentBuilder(problems).build(root));
        } catch (YamlReadException refused) {
            problems.add(refused.code(), refused.place(), Pointer.ROOT, String.valueOf(refused.getMessage()));
        } catch (MarkedYAMLException wrong) {
            problems.add(ProblemCode.YAML_SYNTAX, SyntaxMessage.place(wrong), Pointer.ROOT, SyntaxMessage.of(wrong));
        } catch (RuntimeException | StackOverflowError surprise) {
            // a defect of the parser is a problem of the text, without a position
            String message = "this cannot be parsed as YAML: " + surprise.getMessage();
            problems.add(ProblemCode.YAML_SYNTAX, Position.START, Pointer.ROOT, Quoted.firstLine(message));
        }
        return Optional.empty();
    }
}
