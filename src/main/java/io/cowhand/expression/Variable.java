package io.cowhand.expression;

import dev.cel.common.types.CelType;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A variable of expressions. Its value is as CEL has it; computing it may throw an {@link EvaluationFailure}. */
sealed interface Variable {

    /** Returns the name, with its group: {@code version}, {@code backing.found}. */
    String name();

    /** Returns the type. */
    CelType type();

    /** A variable that tells of an image; with the names of its elements, if it is a list of names from a table. */
    record OfImage(String name, CelType type, Function<Scope, Object> value, Optional<Vocabulary> elements)
            implements Variable {
        OfImage(String name, CelType type, Function<Scope, Object> value) {
            this(name, type, value, Optional.empty());
        }

        /** Returns the same variable, a list whose elements have names of a vocabulary. */
        OfImage of(Vocabulary names) {
            return new OfImage(name, type, value, Optional.of(names));
        }
    }

    /** A variable of the recipe. */
    record OfRecipe(String name, CelType type, Supplier<Object> value) implements Variable {}
}
