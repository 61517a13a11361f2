package io.cowhand.expression;

import dev.cel.common.CelVarDecl;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All variables, of images and of one recipe.
 *
 * <p>A name with a dot is one name to CEL, so that each variable of a group has a type of its own, and an unknown one is
 * found before the evaluation. {@code vars} is both a group and, for keys that are not constant, a mapping.
 */
final class VariableTable {

    static final String VARS = "vars";

    private static final List<Variable> OF_IMAGES = ImageVariables.all();

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Set<String>> groups = new TreeMap<>();
    private final Set<String> unknown;

    /** Creates the table with the variables of a recipe. */
    VariableTable(Map<String, Object> vars, Set<String> unknown) {
        this.unknown = unknown;
        OF_IMAGES.forEach(this::add);
        groups.put(VARS, new TreeSet<>());
        vars.forEach((name, value) -> add(new Variable.OfRecipe(
                VARS + "." + name, Values.typeOf(value), () -> Values.ofVariable(VARS + "." + name, value))));
        unknown.forEach(name -> add(new Variable.OfRecipe(VARS + "." + name, SimpleType.DYN, () -> {
            throw new EvaluationFailure("the variable " + name + " has no value");
        })));
    }

    private void add(Variable variable) {
        variables.put(variable.name(), variable);
        int dot = variable.name().indexOf('.');
        if (dot >= 0) {
            groups.computeIfAbsent(variable.name().substring(0, dot), group -> new TreeSet<>())
                    .add(variable.name().substring(dot + 1));
        }
    }

    /** Returns the declarations for the type check. */
    List<CelVarDecl> declarations() {
        List<CelVarDecl> all = new ArrayList<>();
        variables.values().forEach(each -> all.add(CelVarDecl.newVarDeclaration(each.name(), each.type())));
        all.add(CelVarDecl.newVarDeclaration(VARS, MapType.create(SimpleType.STRING, SimpleType.DYN)));
        return all;
    }

    /** Returns the names in a group such as {@code backing}; nothing if there is no group of that name. */
    Optional<Set<String>> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /** Returns whether a variable that belongs to no group has this name. */
    boolean isVariable(String name) {
        return variables.containsKey(name);
    }

    /** Returns the names that the elements of a variable can have, if it is a list of names from a table. */
    Optional<Vocabulary> namesOfElements(String name) {
        return variables.get(name) instanceof Variable.OfImage variable ? variable.elements() : Optional.empty();
    }

    /** Returns whether a name, without a dot, is taken. */
    boolean isTaken(String name) {
        return variables.containsKey(name) || groups.containsKey(name);
    }

    /** Returns every name as it is written, with its group. */
    List<String> names() {
        return List.copyOf(variables.keySet());
    }

    /** Returns the variable with this name after the dot, of the recipe rather than of images. */
    Optional<String> ofAnyGroup(String name) {
        return Stream.concat(Stream.of(VARS), groups.keySet().stream())
                .filter(group -> groups.getOrDefault(group, Set.of()).contains(name))
                .map(group -> group + "." + name)
                .findFirst();
    }

    /** Returns whether a variable of the recipe has a value; with {@link #VARS} as its name, whether all have one. */
    boolean hasValue(String name) {
        return name.equals(VARS) ? unknown.isEmpty() : !unknown.contains(name.substring(VARS.length() + 1));
    }

    /** Returns the value of a variable as CEL has it; null if there is none of that name. */
    @Nullable
    Object value(String name, Scope scope) {
        return variables.get(name) instanceof Variable.OfImage variable
                ? variable.value().apply(scope)
                : constant(name).orElse(null);
    }

    /** Returns the value of a variable of the recipe, or all of them, as CEL has it. */
    Optional<Object> constant(String name) {
        if (name.equals(VARS)) {
            return Optional.of(all());
        }
        return variables.get(name) instanceof Variable.OfRecipe variable
                ? Optional.of(variable.value().get())
                : Optional.empty();
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new HashMap<>();
        for (String name : groups.getOrDefault(VARS, Set.of())) {
            if (!unknown.contains(name)) {
                constant(VARS + "." + name).ifPresent(value -> all.put(name, value));
            }
        }
        return all;
    }
}
