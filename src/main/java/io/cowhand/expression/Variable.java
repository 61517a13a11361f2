package io.cowhand.expression;

import dev.cel.common.types.CelType;
import java.util.function.Function;
import java.util.function.Supplier;

/** A variable of expressions. Its value is as CEL has it; computing it may throw an {@link EvaluationFailure}. */
sealed interface Variable {

    /** Returns the name, with its group: {@code version}, {@code backing.found}. */
    String name();

    /** Returns the type. */
    CelType type();

    /** A variable that tells of an image. */
    record OfImage(String name, CelType type, Function<Scope, Object> value) implements Variable {}

    /** A variable of the recipe. */
    record OfRecipe(String name, CelType type, Supplier<Object> value) implements Variable {}
}
