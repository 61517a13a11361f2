package io.cowhand.expression;

import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelRuntimeBuilder;
import java.util.Set;

/** The functions that expressions have besides those of CEL's standard. */
final class Functions {

    static final Set<String> NAMESPACES = Set.of("lists", "math", "strings");

    private Functions() {}

    static CelCompilerBuilder addTo(CelCompilerBuilder compiler) {
        return compiler;
    }

    static CelRuntimeBuilder addTo(CelRuntimeBuilder runtime) {
        return runtime;
    }
}
