package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.ValueType;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.VariableReader.Named;
import io.cowhand.schema.NearestName;
import io.cowhand.schema.SchemaProblem;
import io.cowhand.yaml.CoreType;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.Quoted;
import io.cowhand.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Merges the values of a recipe's variables: those of the recipe, then those of a file, then those given as text. */
final class VariableMerge {

    /** The key of the variables in a recipe. */
    static final String KEY = "vars";

    /** Characters beside a value: quotes or brackets, and a comma or colon. */
    private static final int PUNCTUATION = 3;

    private final Optional<VariableFile> file;
    private final Map<String, String> texts;
    private final boolean needsAll;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Creates a merge.
     *
     * @param needsAll whether a variable without a value is a problem
     */
    VariableMerge(Optional<VariableFile> file, Map<String, String> texts, boolean needsAll) {
        this.file = file;
        this.texts = texts;
        this.needsAll = needsAll;
    }

    /** Returns what is wrong with what was given for the recipe's variables. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Returns the variables of a recipe, and reports those that are not valid in it.
     *
     * @param included the files that it includes, outer ones first, whose variables are defaults
     */
    VariableValues of(RecipeSource recipe, List<RecipeSource> included) {
        problems.clear();
        JsonNode own = recipe.document().tree().path(KEY);
        if (!own.isObject() && !own.isMissingNode()) {
            return new VariableValues(Map.of(), Set.of()); // the frame's schema has reported it
        }
        if (own.isMissingNode() && included.isEmpty() && file.isEmpty() && texts.isEmpty()) {
            return new VariableValues(Map.of(), Set.of());
        }
        Map<String, Named> declared = new LinkedHashMap<>();
        Map<String, RecipeSource> declaring = new HashMap<>();
        for (int i = included.size(); i >= 0; i--) {
            RecipeSource source = i == 0 ? recipe : included.get(i - 1);
            JsonNode mapping = source.document().tree().path(KEY);
            if (mapping.isObject()) {
                new VariableReader(source).variables(Pointer.of(KEY), mapping).forEach((name, variable) -> {
                    declared.put(name, variable);
                    declaring.put(name, source);
                });
            }
        }
        Map<String, Object> given = new HashMap<>();
        file.ifPresent(values -> addFile(values, declared, given, recipe));
        texts.forEach((name, text) -> addText(name, text, declared, given, recipe));
        Map<String, Object> known = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        declared.forEach((name, variable) -> {
            Optional<Object> value = Optional.ofNullable(given.get(name)).or(variable::value);
            value.ifPresentOrElse(good -> known.put(name, good), () -> unknown.add(name));
            if (needsAll && value.isEmpty() && variable.isEmpty()) {
                problems.add(missing(
                        declaring.getOrDefault(name, recipe), Pointer.of(KEY).child(name), name));
            }
        });
        checkSize(known);
        return new VariableValues(known, unknown);
    }

    private void addFile(
            VariableFile values, Map<String, Named> declared, Map<String, Object> given, RecipeSource recipe) {
        if (values.source().isEmpty()) {
            return;
        }
        RecipeSource source = values.source().get();
        ProblemCollector found = new ProblemCollector(values.problems().file());
        values.values().forEach((name, value) -> {
            Pointer pointer = Pointer.of(name);
            if (!declared.containsKey(name)) {
                found.add(
                        ProblemCode.UNKNOWN_VARIABLE,
                        source.place(pointer).key(),
                        pointer,
                        unknown(name, declared, recipe));
                return;
            }
            ValueType is = ValueType.of(value);
            ValueType wanted = declared.get(name).value().map(ValueType::of).orElse(is);
            if (is != wanted) {
                String message = "must be " + wanted.words() + " as in the recipe, not " + is.words();
                found.add(SchemaProblem.WRONG_TYPE, source.place(pointer).value(), pointer, message);
            } else {
                given.put(name, value);
            }
        });
        problems.addAll(found.sorted());
    }

    private void addText(
            String name, String text, Map<String, Named> declared, Map<String, Object> given, RecipeSource recipe) {
        if (!declared.containsKey(name)) {
            problems.add(
                    Problem.error(ProblemCode.UNKNOWN_VARIABLE, option(name) + ": " + unknown(name, declared, recipe)));
            return;
        }
        ValueType wanted = declared.get(name).value().map(ValueType::of).orElse(ValueType.TEXT);
        Optional<Object> value = wanted == ValueType.TEXT ? Optional.of(text) : parsed(name, text, wanted);
        value.ifPresent(good -> given.put(name, good));
    }

    private Optional<Object> parsed(String name, String text, ValueType wanted) {
        ProblemCollector found = new ProblemCollector(option(name));
        Optional<Object> value = Optional.of(text)
                .filter(each -> mayBe(wanted, each))
                .flatMap(yaml -> YamlReader.read(Bytes.utf8(yaml), found))
                .flatMap(document -> new VariableReader(new RecipeSource(Path.of(""), document, found))
                        .value(Pointer.ROOT, document.tree()))
                .filter(read -> ValueType.of(read) == wanted);
        boolean isSecret = SecretVariables.isSecret(name);
        if (!found.isEmpty() && !isSecret) {
            problems.addAll(found.sorted());
        } else if (value.isEmpty() || !found.isEmpty()) {
            String not = isSecret ? "" : ", not " + Quoted.text(text);
            String message = option(name) + ": must be " + wanted.words() + example(wanted) + not;
            problems.add(Problem.error(SchemaProblem.WRONG_TYPE, message));
        }
        return found.isEmpty() ? value : Optional.empty();
    }

    /** Returns whether a text may stand for a value of a type; that of a list or mapping has to be parsed first. */
    private static boolean mayBe(ValueType wanted, String text) {
        return switch (wanted) {
            case NUMBER -> CoreType.of(text) == CoreType.INTEGER;
            case BOOLEAN -> CoreType.of(text) == CoreType.BOOLEAN;
            case TEXT, LIST, MAPPING, ANY -> true;
        };
    }

    /** Returns an example of the text of a type, where that has a form of its own. */
    private static String example(ValueType wanted) {
        return switch (wanted) {
            case LIST -> ", such as [a, b]";
            case MAPPING -> ", such as {a: b}";
            case TEXT, NUMBER, BOOLEAN, ANY -> "";
        };
    }

    private static String option(String name) {
        return "--var " + Quoted.shortened(name);
    }

    private static String unknown(String name, Map<String, Named> declared, RecipeSource recipe) {
        String hint = NearestName.hint(name, declared.keySet());
        String all = declared.isEmpty()
                ? "; it has no variables"
                : "; its variables: " + Quoted.list(List.copyOf(declared.keySet()));
        return recipe.file() + " has no variable " + Quoted.text(name) + (hint.isEmpty() ? all : hint);
    }

    private static Problem missing(RecipeSource recipe, Pointer at, String name) {
        Position place = recipe.place(at).key();
        String message = "has no value; give one with --var " + name + "=… or --vars-file";
        return Problem.inText(
                ProblemCode.MISSING_VALUE,
                recipe.problems().file(),
                place.line(),
                place.column(),
                at.toString(),
                message);
    }

    private void checkSize(Map<String, Object> known) {
        if (size(known) > Limits.VARIABLES) {
            String message = "the values of the variables are longer than " + Limits.VARIABLES + " characters";
            problems.add(Problem.error(ProblemCode.VARIABLES_TOO_LARGE, message));
        }
    }

    /** Returns at least the length of a value as JSON, but for escapes. */
    private static long size(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().mapToLong(VariableMerge::size).sum() + PUNCTUATION;
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                            .mapToLong(entry -> size(entry.getKey()) + size(entry.getValue()))
                            .sum()
                    + PUNCTUATION;
        }
        return value.toString().length() + PUNCTUATION;
    }
}
