package io.cowhand.recipe;

import io.cowhand.expression.Compilation;
import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Expression;
import io.cowhand.expression.ExpressionCompiler;
import io.cowhand.expression.Fault;
import io.cowhand.expression.Template;
import io.cowhand.expression.ValueType;
import io.cowhand.schema.NearestName;
import io.cowhand.step.Condition;
import io.cowhand.yaml.Pointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Compiles the expressions of a recipe, and reports what is wrong with them where they are written. */
final class Expressions {

    private static final String BAD_EXPRESSION = "bad-expression";

    private final ExpressionCompiler compiler;

    /**
     * Creates a compiler for a recipe.
     *
     * @param vars the values of its variables
     * @param unknown its variables without a value
     */
    Expressions(Map<String, Object> vars, Set<String> unknown) {
        this.compiler = new ExpressionCompiler(vars, unknown);
    }

    /** Returns the condition that is written at a pointer; nothing, after reporting why, if it is not valid. */
    Optional<Condition> condition(RecipeSource source, Pointer at) {
        return compiled(source, at, 0, compiler.compile(source.place(at).text(), ValueType.BOOLEAN))
                .map(expression -> new Condition(expression, source.describe(at)));
    }

    /** Returns a text with the values of its <code>${…}</code>, which may depend on variables only. */
    Optional<String> text(RecipeSource source, Pointer at, String text) {
        Optional<Template> template = template(source, at, text);
        if (template.isEmpty()) {
            return Optional.empty();
        }
        if (!template.get().isStatic()) {
            source.report(BAD_EXPRESSION, at, "only variables (vars) can be used here, nothing of an image");
            return Optional.empty();
        }
        return value(source, at, template.get(), UnaryOperator.identity()).map(String::valueOf);
    }
}
