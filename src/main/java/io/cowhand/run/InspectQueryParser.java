package io.cowhand.run;

import io.cowhand.expression.Compilation;
import io.cowhand.expression.Expression;
import io.cowhand.expression.ExpressionCompiler;
import io.cowhand.expression.Fault;
import io.cowhand.expression.Rejected;
import io.cowhand.expression.Selection;
import io.cowhand.expression.SelectionCompilation;
import io.cowhand.expression.ValueType;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import io.cowhand.run.InspectQueryParsing.Mistake;
import io.cowhand.run.InspectQueryParsing.Wrong;
import io.cowhand.schema.NearestName;
import io.cowhand.step.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Parses the texts of a query, and collects what is wrong with them. */
final class InspectQueryParser {

    private static final String WHERE = "where";
    private static final String SELECT = "select";
    private static final List<String> ABSENT = List.of("backing", "row", "vars");

    private final ExpressionCompiler compiler = new ExpressionCompiler(Map.of(), Set.of());
    private final List<Mistake> mistakes = new ArrayList<>();

    InspectQueryParsing parse(Optional<String> where, Optional<String> select, List<String> failOn) {
        InspectQuery query =
                new InspectQuery(where.flatMap(this::condition), select.flatMap(this::selection), failOn(failOn));
        return mistakes.isEmpty() ? query : new Wrong(mistakes);
    }

    private Optional<Condition> condition(String text) {
        Compilation compilation = compiler.compile(text, ValueType.BOOLEAN);
        if (compilation instanceof Rejected rejected) {
            reject(WHERE, text, rejected);
        }
        if (compilation instanceof Expression expression) {
            rejectAbsent(WHERE, text, expression);
            return Optional.of(new Condition(expression, WHERE));
        }
        return Optional.empty();
    }

    private Optional<Selection> selection(String text) {
        SelectionCompilation compilation = Selection.compile(text, compiler);
        if (compilation instanceof Rejected rejected) {
            reject(SELECT, text, rejected);
        }
        if (compilation instanceof Selection selection) {
            selection.columns().forEach(column -> rejectAbsent(SELECT, text, column.expression()));
            return Optional.of(selection);
        }
        return Optional.empty();
    }

    /** Rejects an expression that reads what only a recipe has: its value would be the same for all images. */
    private void rejectAbsent(String part, String text, Expression expression) {
        List<String> absent =
                ABSENT.stream().filter(expression.reads()::contains).toList();
        if (!absent.isEmpty()) {
            mistakes.add(new Mistake(
                    part,
                    text,
                    OptionalInt.empty(),
                    "\"" + expression.source().strip() + "\" reads " + String.join(" and ", absent)
                            + "; inspect has no bases, rows or variables"));
        }
    }

    private void reject(String part, String text, Rejected rejected) {
        for (Fault fault : rejected.faults()) {
            String hint = fault.unknownName()
                    .map(unknown -> NearestName.hint(unknown.name(), unknown.candidates()))
                    .orElse("");
            mistakes.add(new Mistake(part, text, OptionalInt.of(fault.offset()), fault.message() + hint));
        }
    }

    private FailOn failOn(List<String> texts) {
        return FailOnParser.parse(
                texts, HeaderRules.all().stream().map(HeaderRule::code).toList(), mistakes::add);
    }
}
