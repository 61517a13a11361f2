package io.cowhand.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the expressions of one recipe: knows the names and types of all variables.
 *
 * <p>Safe for several threads. CEL is loaded when the first expression is compiled, not before.
 */
public final class ExpressionCompiler {

    private final Map<String, Object> vars;
    private final Set<String> unknown;
    private @Nullable CelEnvironment environment;

    /**
     * Creates a compiler.
     *
     * @param vars the recipe's variables by name, each a {@link String}, {@link java.math.BigInteger}, {@link Boolean}, or
     *     a {@link List} or {@link Map} of them
     * @param unknown the names of declared variables without a value, which may be of any type
     */
    public ExpressionCompiler(Map<String, Object> vars, Set<String> unknown) {
        this.vars = Map.copyOf(vars);
        this.unknown = Set.copyOf(unknown);
    }

    /** Compiles an expression. */
    public Compilation compile(String source) {
        if (source.isBlank()) {
            return new Rejected(List.of(new Fault(0, "the expression is empty")));
        }
        if (source.length() > Limits.SOURCE) {
            return new Rejected(List.of(
                    new Fault(0, "the expression has " + source.length() + " characters; limit is " + Limits.SOURCE)));
        }
        return environment().compile(source);
    }

    /** Compiles an expression whose value must be of a type; one of type {@link ValueType#ANY} is always accepted. */
    public Compilation compile(String source, ValueType wanted) {
        Compilation compilation = compile(source);
        return compilation instanceof Expression expression
                        && !expression.type().mayBe(wanted)
                ? new Rejected(List.of(new Fault(
                        0, "the expression gives " + expression.type().words() + "; " + wanted.words() + " is needed")))
                : compilation;
    }

    private synchronized CelEnvironment environment() {
        if (environment == null) {
            // CEL's jars share packages, so that they cannot be modules; as a module, Cowhand finds them on the class
            // path.
            ExpressionCompiler.class
                    .getModule()
                    .addReads(ExpressionCompiler.class.getClassLoader().getUnnamedModule());
            environment = new CelEnvironment(vars, unknown);
        }
        return environment;
    }
}
