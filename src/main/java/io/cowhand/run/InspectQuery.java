package io.cowhand.run;

import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Scope;
import io.cowhand.expression.Selection;
import io.cowhand.problem.Problem;
import io.cowhand.step.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of each image, besides its header and problems.
 *
 * @param where the condition on which an image is shown
 * @param select the expressions whose values are shown
 * @param failOn the problems for which an inspection fails
 */
public record InspectQuery(Optional<Condition> where, Optional<Selection> select, FailOn failOn)
        implements InspectQueryParsing {

    /** All images, with nothing else. */
    public static final InspectQuery ALL = new InspectQuery(Optional.empty(), Optional.empty(), FailOn.NOTHING);

    /** Parses and compiles a query. CEL is loaded only if there is an expression. */
    public static InspectQueryParsing parse(Optional<String> where, Optional<String> select, List<String> failOn) {
        return new InspectQueryParser().parse(where, select, failOn);
    }

    /**
     * Returns an inspection with what the query finds, or nothing if the image is not selected. An image without facts is
     * always selected.
     */
    Optional<Inspection> answer(Inspection inspection) {
        if (inspection.facts().isEmpty() || where.isEmpty() && select.isEmpty()) {
            return Optional.of(inspection);
        }
        Scope scope = inspection.scope().orElseThrow();
        if (where.isPresent()) {
            Condition.Decision decision = where.get().decide(scope);
            if (decision.problem().isPresent()) {
                return Optional.of(inspection.with(List.of(decision.problem().get())));
            }
            if (!decision.holds()) {
                return Optional.empty();
            }
        }
        return Optional.of(
                select.map(selection -> withRow(inspection, selection, scope)).orElse(inspection));
    }

    private static Inspection withRow(Inspection inspection, Selection selection, Scope scope) {
        List<Object> values = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Selection.Column column : selection.columns()) {
            Evaluation evaluation = column.expression().evaluate(scope);
            if (evaluation instanceof Evaluation.Failed failed) {
                problems.add(Condition.error("select " + column.name(), failed));
            } else {
                values.add(((Evaluation.Value) evaluation).value());
            }
        }
        return problems.isEmpty()
                ? inspection.with(new SelectedRow(selection.names(), values))
                : inspection.with(problems);
    }
}
