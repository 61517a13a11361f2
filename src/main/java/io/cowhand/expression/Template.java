package io.cowhand.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with expressions in it: {@code disk of ${labels.owner}}. Parsed once, compiled with the compiler of a recipe.
 *
 * @param parts the parts in order, with at least one {@link Part.Source}
 */
public record Template(List<Part> parts) implements Parsing {

    /** Copies the list. */
    public Template {
        parts = List.copyOf(parts);
    }

    /** A part of a template. */
    public sealed interface Part {

        /** Text that stands for itself. */
        record Literal(String text) implements Part {}

        /**
         * The source of an expression.
         *
         * @param text the source
         * @param offset where it begins in the template, in code points
         */
        record Source(String text, int offset) implements Part {}
    }

    /** Parses a text; <code>$${</code> in it stands for <code>${</code>. */
    public static Parsing parse(String text) {
        return new TemplateParser(text).parse();
    }

    /** Returns whether the template is one expression and nothing else, so that its value keeps its type. */
    public boolean isWhole() {
        return parts.size() == 1;
    }

    /** Compiles the expressions. */
    public TemplateCompilation compile(ExpressionCompiler compiler) {
        List<Fault> faults = new ArrayList<>();
        List<CompiledTemplate.Part> compiled = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                compiled.add(new CompiledTemplate.Part.Text(literal.text()));
            } else if (part instanceof Part.Source source) {
                Compilation compilation = compiler.compile(source.text());
                if (compilation instanceof Rejected rejected) {
                    rejected.faults().forEach(fault -> faults.add(fault.movedBy(source.offset())));
                } else if (compilation instanceof Expression expression) {
                    compiled.add(new CompiledTemplate.Part.Value(expression, source.offset()));
                    if (!isWhole() && !CompiledTemplate.isText(expression.type())) {
                        faults.add(new Fault(source.offset(), CompiledTemplate.notText(expression.type())));
                    }
                }
            }
        }
        return faults.isEmpty() ? new CompiledTemplate(compiled) : new Rejected(faults);
    }
}
