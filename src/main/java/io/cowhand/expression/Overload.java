package io.cowhand.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function for arguments of certain types.
 *
 * @param function the function's name
 * @param isMember whether the first argument stands before the name, as in {@code text.trim()}
 * @param result the type of the result
 * @param arguments the types of the arguments
 * @param body computes the result, or throws an {@link EvaluationFailure}
 */
record Overload(String function, boolean isMember, CelType result, List<CelType> arguments, Body body) {

    /** What a function does. */
    @FunctionalInterface
    interface Body {

        /** Returns the result for arguments of the declared types, as CEL has them. */
        Object apply(Object[] arguments);
    }

    /** Copies the list. */
    Overload {
        arguments = List.copyOf(arguments);
    }

    /** Returns a function that is called as {@code first.function(others)}. */
    static Overload member(String function, CelType result, List<CelType> arguments, Body body) {
        return new Overload(function, true, result, arguments, body);
    }

    /** Returns a function that is called as {@code function(arguments)}. */
    static Overload global(String function, CelType result, List<CelType> arguments, Body body) {
        return new Overload(function, false, result, arguments, body);
    }

    private String id() {
        return function + "_" + arguments.stream().map(CelType::name).collect(Collectors.joining("_"));
    }

    /** Returns the declaration of a function with all its overloads. */
    static CelFunctionDecl declaration(String function, List<Overload> overloads) {
        return CelFunctionDecl.newFunctionDeclaration(
                function,
                overloads.stream()
                        .map(each -> each.isMember
                                ? CelOverloadDecl.newMemberOverload(each.id(), each.result, each.arguments)
                                : CelOverloadDecl.newGlobalOverload(each.id(), each.result, each.arguments))
                        .toList());
    }

    /** Returns what is to be run. */
    @SuppressWarnings("Immutable") // Bodies have no state; the JDK's function types do not say so.
    CelFunctionBinding binding() {
        List<Class<?>> classes =
                arguments.stream().<Class<?>>map(Overload::javaClass).toList();
        return CelFunctionBinding.from(id(), classes, arguments -> body.apply(arguments));
    }

    private static Class<?> javaClass(CelType type) {
        return switch (type.kind()) {
            case STRING -> String.class;
            case INT -> Long.class;
            case DOUBLE -> Double.class;
            case BOOL -> Boolean.class;
            case LIST -> List.class;
            default -> Object.class;
        };
    }
}
