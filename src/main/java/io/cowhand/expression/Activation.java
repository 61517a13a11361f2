package io.cowhand.expression;

import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of one evaluation, each computed when it is first read, and once. */
final class Activation implements CelVariableResolver {

    private final VariableTable variables;
    private final Scope scope;
    private final Map<String, Object> computed = new HashMap<>();

    Activation(VariableTable variables, Scope scope) {
        this.variables = variables;
        this.scope = scope;
    }

    @Override
    public Optional<Object> find(String name) {
        Object known = computed.get(name);
        if (known == null) {
            known = variables.value(name, scope);
            if (known == null) {
                return Optional.empty();
            }
            computed.put(name, known);
        }
        return Optional.of(known);
    }
}
