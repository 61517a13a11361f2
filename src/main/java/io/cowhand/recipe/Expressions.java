package io.cowhand.recipe;

import io.cowhand.expression.Compilation;
import io.cowhand.expression.CompiledTemplate;
import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Expression;
import io.cowhand.expression.ExpressionCompiler;
import io.cowhand.expression.Fault;
import io.cowhand.expression.Parsing;
import io.cowhand.expression.Rejected;
import io.cowhand.expression.Template;
import io.cowhand.expression.TemplateCompilation;
import io.cowhand.expression.ValueType;
import io.cowhand.schema.NearestName;
import io.cowhand.step.Condition;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.SourceMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles the expressions of a recipe, and reports what is wrong with them where they are written. */
final class Expressions {

    /** A name such as {@code vars.old}, also with the marks of shells and of Jinja. */
    private static final Pattern BARE_NAME =
            Pattern.compile("\\$?(?:\\{\\{ *)?((?:vars|row|backing)\\.[a-z][a-z0-9_]*)(?: *\\}\\})?");

    private static final Set<String> VARIABLES = Set.of("vars");

    private final ExpressionCompiler compiler;
    private final RowUses rowUses = new RowUses();

    /** Creates a compiler for a recipe with variables. */
    Expressions(VariableValues variables) {
        this.compiler = new ExpressionCompiler(variables.known(), variables.unknown());
    }

    /** Returns where rows are read; templates are added by who evaluates them. */
    RowUses rowUses() {
        return rowUses;
    }

    /** Returns the condition at a pointer; nothing, after reporting why, if it is not valid. */
    Optional<Condition> condition(RecipeSource source, Pointer at) {
        if (source.document().isRejected(at)) {
            return Optional.empty();
        }
        String text = source.place(at).text();
        if (text.startsWith("${")) {
            source.report(
                    ProblemCode.BAD_EXPRESSION, at, "a condition is an expression as it stands; write it without ${ }");
            return Optional.empty();
        }
        Compilation compilation = compiler.compile(text, ValueType.BOOLEAN);
        if (compilation instanceof Rejected rejected) {
            report(source, at, rejected.faults(), commentHint(source.place(at)));
        }
        if (compilation instanceof Expression expression) {
            rowUses.add(source, at, expression.rowUse());
            return Optional.of(new Condition(expression, source.describe(at)));
        }
        return Optional.empty();
    }

    /**
     * Returns a text with the values of its expressions, which may depend on variables alone; nothing, after reporting why,
     * if it is not valid, and nothing if it depends on a variable that has no value yet.
     */
    Optional<String> text(RecipeSource source, Pointer at, String written) {
        Parsing parsing = parse(source, at, written);
        if (parsing instanceof Parsing.Plain plain) {
            return Optional.of(plain.text());
        }
        Optional<CompiledTemplate> compiled =
                parsing instanceof Template template ? compile(source, at, template) : Optional.empty();
        if (compiled.isEmpty()) {
            return Optional.empty();
        }
        if (!VARIABLES.containsAll(compiled.get().reads())) {
            source.report(
                    ProblemCode.BAD_EXPRESSION,
                    at,
                    "can contain variables (vars) only, since it is the same for all images");
            return Optional.empty();
        }
        return compiled.filter(CompiledTemplate::isStatic)
                .flatMap(template -> value(source, at, template, UnaryOperator.identity()))
                .map(String::valueOf);
    }

    /** Returns the name whose value a text was meant to be, if it is a name alone, or one as other programs write it. */
    Optional<String> forgotten(String text) {
        Matcher name = BARE_NAME.matcher(text);
        return name.matches() && compiler.compile(name.group(1)) instanceof Expression
                ? Optional.of(name.group(1))
                : Optional.empty();
    }

    /** Parses a text; reports why if it is malformed. */
    Parsing parse(RecipeSource source, Pointer at, String written) {
        Parsing parsing = Template.parse(written);
        if (parsing instanceof Parsing.Malformed malformed) {
            report(source, at, List.of(malformed.fault()));
        }
        return parsing;
    }

    /** Returns the compiled template; nothing, after reporting why, if it is not valid. */
    Optional<CompiledTemplate> compile(RecipeSource source, Pointer at, Template template) {
        TemplateCompilation compilation = template.compile(compiler);
        if (compilation instanceof Rejected rejected) {
            report(source, at, rejected.faults());
        }
        return compilation instanceof CompiledTemplate compiled ? Optional.of(compiled) : Optional.empty();
    }

    /** Returns the value of a static template; nothing, after reporting why, if it has none. */
    Optional<Object> value(RecipeSource source, Pointer at, CompiledTemplate template, UnaryOperator<String> quoting) {
        Evaluation evaluation = template.evaluateStatic(quoting);
        if (evaluation instanceof Evaluation.Failed failed) {
            report(source, at, List.of(new Fault(failed.offset().orElse(0), failed.message())));
            return Optional.empty();
        }
        return Optional.of(((Evaluation.Value) evaluation).value());
    }

    /** Returns a hint if an expression that is not valid would be with what YAML takes for a comment. */
    private String commentHint(SourceMap place) {
        String comment = place.commentAfter();
        return !comment.isEmpty() && compiler.compile(place.text() + comment, ValueType.BOOLEAN) instanceof Expression
                ? "; what follows \" #\" is a comment: quote the expression"
                : "";
    }

    private static void report(RecipeSource source, Pointer at, List<Fault> faults) {
        report(source, at, faults, "");
    }

    private static void report(RecipeSource source, Pointer at, List<Fault> faults, String advice) {
        for (Fault fault : faults) {
            String hint = fault.unknownName()
                    .map(unknown -> NearestName.hint(unknown.name(), unknown.candidates()))
                    .orElse(advice);
            source.report(ProblemCode.BAD_EXPRESSION, at, fault.offset(), fault.message() + hint);
        }
    }
}
