package io.cowhand.expression;

import io.cowhand.expression.Evaluation.Failed;
import io.cowhand.expression.Evaluation.Value;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A template whose expressions are compiled. Immutable, and safe for several threads. */
public final class CompiledTemplate implements TemplateCompilation {

    private final List<Part> parts;

    CompiledTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A part of a template. */
    sealed interface Part {

        /** Text that stands for itself. */
        record Text(String text) implements Part {}

        /** An expression, and where it begins in the template. */
        record Value(Expression expression, int offset) implements Part {}
    }

    /** Returns whether values of a type can be converted to text. */
    static boolean isText(ValueType type) {
        return switch (type) {
            case TEXT, NUMBER, BOOLEAN, ANY -> true;
            case LIST, MAPPING -> false;
        };
    }

    /** Returns what is wrong with a list or a mapping inside other text. */
    static String notText(ValueType type) {
        return "the expression gives " + type.words()
                + "; inside other text, only text, numbers, true and false can stand";
    }

    /** Returns the type of the value: that of the expression if it is the whole template, else text. */
    public ValueType type() {
        return parts.size() == 1 && parts.get(0) instanceof Part.Value whole
                ? whole.expression().type()
                : ValueType.TEXT;
    }

    /** Returns the variables that the expressions may read, groups as one. */
    public Set<String> reads() {
        Set<String> reads = new TreeSet<>();
        expressions().forEach(expression -> reads.addAll(expression.reads()));
        return reads;
    }

    /** Returns how the expressions use the image's line in an inventory. */
    public RowUse rowUse() {
        RowUse use = RowUse.NONE;
        for (Part part : parts) {
            if (part instanceof Part.Value value) {
                use = use.and(value.expression().rowUse(), value.offset());
            }
        }
        return use;
    }

    /** Returns whether all expressions are static. */
    public boolean isStatic() {
        return expressions().stream().allMatch(Expression::isStatic);
    }

    private List<Expression> expressions() {
        return parts.stream()
                .filter(Part.Value.class::isInstance)
                .map(part -> ((Part.Value) part).expression())
                .toList();
    }

    /**
     * Returns the value for an image.
     *
     * @param quoting applied to the text of each expression, but not to the text between them
     */
    public Evaluation evaluate(Scope scope, UnaryOperator<String> quoting) {
        return evaluate(expression -> expression.evaluate(scope), quoting);
    }

    /**
     * Returns the value of a static template.
     *
     * @throws IllegalStateException if the template is not static
     */
    public Evaluation evaluateStatic(UnaryOperator<String> quoting) {
        return evaluate(Expression::evaluateStatic, quoting);
    }

    /** Returns the text for an image as people read it: an expression that has no text stays as it is written. */
    public String textFor(Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text literal) {
                text.append(literal.text());
            } else if (part instanceof Part.Value value) {
                Evaluation evaluated = value.expression().evaluate(scope);
                boolean isText = evaluated instanceof Value computed && isText(ValueType.of(computed.value()));
                text.append(
                        isText
                                ? ((Value) evaluated).value()
                                : "${" + value.expression().source() + "}");
            }
        }
        return text.toString();
    }

    private Evaluation evaluate(Function<Expression, Evaluation> evaluation, UnaryOperator<String> quoting) {
        boolean whole = parts.size() == 1;
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text literal) {
                text.append(literal.text());
            } else if (part instanceof Part.Value value) {
                Evaluation evaluated = evaluation.apply(value.expression());
                if (evaluated instanceof Failed failed) {
                    return failed.movedBy(value.offset());
                }
                Object result = ((Value) evaluated).value();
                if (whole) {
                    return result instanceof String string ? new Value(quoting.apply(string)) : evaluated;
                }
                ValueType type = ValueType.of(result);
                if (!isText(type)) {
                    return new Failed(notText(type), OptionalInt.of(value.offset()));
                }
                text.append(quoting.apply(result.toString()));
            }
        }
        return new Value(text.toString());
    }
}
