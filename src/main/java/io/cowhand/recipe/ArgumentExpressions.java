package io.cowhand.recipe;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.cowhand.expression.CompiledTemplate;
import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Parsing;
import io.cowhand.expression.Template;
import io.cowhand.expression.ValueType;
import io.cowhand.schema.SchemaProblem;
import io.cowhand.step.Condition;
import io.cowhand.yaml.Pointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the expressions in the arguments of one step. Those that depend on variables alone are computed, and the others
 * kept for each image.
 */
final class ArgumentExpressions {

    private final RecipeSource source;
    private final Expressions expressions;
    private final Pointer step;
    private final ObjectNode computed;
    private final List<LateArgument> late = new ArrayList<>();
    private final Set<String> unchecked = new HashSet<>();
    private boolean valid = true;

    /**
     * Reads the arguments of a step.
     *
     * @param rules the schema of its operation
     */
    ArgumentExpressions(RecipeSource source, Expressions expressions, Pointer at, ObjectNode step, JsonNode rules) {
        this.source = source;
        this.expressions = expressions;
        this.step = at;
        this.computed = step.deepCopy();
        JsonNode properties = rules.path("properties");
        for (var argument : step.properties()) {
            // Left as it is, so that the schema reports it: a value that depends on the image is not checked here.
            boolean isUnknown = !properties.has(argument.getKey())
                    && !rules.path("additionalProperties").asBoolean(true);
            if (!OperationSchema.COMMON.contains(argument.getKey()) && !isUnknown) {
                Optional<JsonNode> value =
                        read(argument.getValue(), List.of(argument.getKey()), properties.path(argument.getKey()));
                value.ifPresent(node -> computed.set(argument.getKey(), node));
            }
        }
    }

    /** Returns whether all expressions are valid. */
    boolean isValid() {
        return valid;
    }

    /** Returns the step with the values that are known. */
    ObjectNode computed() {
        return computed;
    }

    /** Returns the arguments, or parts of arguments, that depend on the image. */
    List<LateArgument> late() {
        return late;
    }

    /** Returns the names of the arguments that the schema cannot check before their values are known. */
    Set<String> unchecked() {
        return unchecked;
    }

    /** Returns a value with what is known of it. */
    private Optional<JsonNode> read(JsonNode value, List<String> path, JsonNode schema) {
        if (schema.path("format").asString("").equals("condition")) {
            return condition(value, path);
        }
        if (value.isString()) {
            return text(value.stringValue(), path, schema);
        }
        if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                read(list.get(i), below(path, Integer.toString(i)), schema.path("items"))
                        .ifPresent(item -> set(below(path, Integer.toString(index)), item));
            }
        } else if (value instanceof ObjectNode mapping) {
            for (var entry : mapping.properties()) {
                List<String> at = below(path, entry.getKey());
                JsonNode named = schema.path("properties").path(entry.getKey());
                if (entry.getKey().contains("${")) {
                    source.problems()
                            .add(
                                    ProblemCode.BAD_EXPRESSION,
                                    source.place(pointer(at)).key(),
                                    pointer(at),
                                    "an expression cannot be used in a key");
                    valid = false;
                }
                read(entry.getValue(), at, named.isMissingNode() ? schema.path("additionalProperties") : named)
                        .ifPresent(node -> set(at, node));
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> condition(JsonNode value, List<String> path) {
        unchecked.add(path.get(0));
        if (!value.isString() && !value.isBoolean()) {
            report(path, SchemaProblem.WRONG_TYPE, "must be an expression");
            return Optional.empty();
        }
        Optional<Condition> condition = expressions.condition(source, pointer(path));
        valid &= condition.isPresent();
        condition.ifPresent(found -> late.add(new LateArgument(
                path,
                found.expression()::evaluate,
                found.expression().reads(),
                source.describe(pointer(path)),
                false)));
        return Optional.empty();
    }

    private Optional<JsonNode> text(String written, List<String> path, JsonNode schema) {
        Pointer at = pointer(path);
        Parsing parsing = expressions.parse(source, at, written);
        if (parsing instanceof Parsing.Plain plain) {
            Optional<String> forgotten = expressions.forgotten(plain.text());
            forgotten.ifPresent(name -> report(
                    path,
                    "this is text, not the value of " + name + "; for the value write ${" + name + "}, for the text ${'"
                            + plain.text() + "'}"));
            return Optional.of(computed.stringNode(plain.text()));
        }
        Optional<CompiledTemplate> compiled =
                parsing instanceof Template template ? expressions.compile(source, at, template) : Optional.empty();
        if (compiled.isEmpty()) {
            unchecked.add(path.get(0));
            valid = false;
            return Optional.empty();
        }
        ValueType type = compiled.get().type();
        if (!AcceptedTypes.of(schema).include(type)) {
            unchecked.add(path.get(0));
            report(path, AcceptedTypes.of(schema).message(type));
            return Optional.empty();
        }
        String format = schema.path("format").asString("");
        UnaryOperator<String> quoting = quoting(format);
        if (compiled.get().isStatic()) {
            Optional<Object> value = expressions.value(source, at, compiled.get(), quoting);
            valid &= value.isPresent();
            return value.map(object -> JsonMapper.shared().valueToTree(object));
        }
        unchecked.add(path.get(0));
        if (format.equals("file-contents")) {
            report(path, "the name of a file can contain variables (vars) only: files are read before the images");
            return Optional.empty();
        }
        boolean isMessage = format.equals("message");
        if (!isMessage) {
            expressions.rowUses().add(source, at, compiled.get().rowUse());
        }
        late.add(new LateArgument(
                path,
                scope -> isMessage
                        ? new Evaluation.Value(compiled.get().textFor(scope))
                        : compiled.get().evaluate(scope, quoting),
                compiled.get().reads(),
                source.describe(at),
                isMessage));
        return Optional.empty();
    }

    private static UnaryOperator<String> quoting(String format) {
        return switch (format) {
            case "re2-pattern" -> Pattern::quote;
            case "re2-replacement" -> Matcher::quoteReplacement;
            default -> UnaryOperator.identity();
        };
    }

    private void set(List<String> path, JsonNode value) {
        LateArgument.set(computed, path, value);
    }

    private void report(List<String> path, String message) {
        report(path, ProblemCode.BAD_EXPRESSION, message);
    }

    private void report(List<String> path, String code, String message) {
        source.report(code, pointer(path), message);
        valid = false;
    }

    private Pointer pointer(List<String> path) {
        Pointer at = step;
        for (String token : path) {
            at = at.child(token);
        }
        return at;
    }

    private static List<String> below(List<String> path, String token) {
        List<String> all = new ArrayList<>(path);
        all.add(token);
        return List.copyOf(all);
    }
}
