package io.cowhand.expression;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelOptions;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions and macros of expressions. */
final class Functions {

    /** First parts of functions' names, which look like variables. */
    static final Set<String> NAMESPACES;

    private static final int SHORTEST_BEGINNING = 3;

    private static final Map<String, List<Overload>> OWN = Stream.of(
                    TextFunctions.all(), ListFunctions.all(), MathFunctions.all())
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Overload::function, LinkedHashMap::new, Collectors.toList()));

    static {
        NAMESPACES = OWN.keySet().stream()
                .filter(name -> name.contains("."))
                .map(name -> name.substring(0, name.indexOf('.')))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Functions() {}

    /** Returns the names of all functions and macros that a source can call, without operators. */
    static List<String> names() {
        return Stream.of(
                        OWN.keySet().stream(),
                        CelStandardDeclarations.getAllFunctionNames().stream(),
                        CelStandardMacro.STANDARD_MACROS.stream().map(CelStandardMacro::getFunction),
                        Stream.of(SortBy.MACRO.getFunction()))
                .flatMap(each -> each)
                .filter(name -> Character.isLetter(name.charAt(0)))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the fault that there is no function of a name: suggests one that begins with it, as lowerAscii with lower. */
    static Fault unknown(String name, int offset) {
        String message = "there is no function named " + name;
        return names().stream()
                .filter(each -> name.length() >= SHORTEST_BEGINNING && each.startsWith(name))
                .min(Comparator.comparingInt(String::length))
                .map(longer -> new Fault(offset, message + "; did you mean " + Quoted.of(longer) + "?"))
                .orElseGet(() -> new Fault(offset, message, Optional.of(new UnknownName(name, names()))));
    }

    static CelCompilerBuilder addTo(CelCompilerBuilder compiler) {
        OWN.forEach((name, overloads) -> compiler.addFunctionDeclarations(Overload.declaration(name, overloads)));
        return compiler.setStandardMacros(CelStandardMacro.STANDARD_MACROS).addMacros(SortBy.MACRO);
    }

    static CelRuntimeBuilder addTo(CelRuntimeBuilder runtime, CelOptions options) {
        runtime.setOptions(options)
                .setStandardFunctions(StandardFunctions.unbounded())
                .addFunctionBindings(StandardFunctions.bounded());
        OWN.forEach((name, overloads) -> runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(
                name, overloads.stream().map(Overload::binding).toList())));
        return runtime;
    }
}
