package io.cowhand.recipe;

import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Scope;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.problem.Problem;
import io.cowhand.step.Condition;
import io.cowhand.step.StepEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The edit of a step with arguments that depend on the image. If a fleet has few different lists of their values, it is bound
 * once for each of them; if each image has its own, once for each image, although the steps of an image run twice.
 */
final class LateEdit implements StepEdit {

    /** How many bound edits are kept, a power of two; a new one takes the place of an old one. */
    private static final int KEPT = 1024;

    /** The values of the arguments, and the edit that is bound with them. */
    private record Bound(List<Object> values, HeaderEdit edit) {}

    private final List<LateArgument> arguments;
    private final Set<String> reads;
    private final Function<List<Object>, HeaderEdit> binder;
    private final AtomicReferenceArray<Bound> bound = new AtomicReferenceArray<>(KEPT);

    /**
     * Creates an edit.
     *
     * @param binder binds the operation with the values of the arguments, in their order
     */
    LateEdit(List<LateArgument> arguments, Function<List<Object>, HeaderEdit> binder) {
        this.arguments = List.copyOf(arguments);
        this.reads = arguments.stream()
                .flatMap(argument -> argument.reads().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        this.binder = binder;
    }

    @Override
    public HeaderEdit of(Scope scope) {
        List<Object> values = new ArrayList<>(arguments.size());
        List<Problem> errors = new ArrayList<>();
        for (LateArgument argument : arguments) {
            Evaluation evaluation = argument.value().apply(scope);
            if (evaluation instanceof Evaluation.Value computed) {
                values.add(computed.value());
                if (isLossy(computed.value()) && !argument.isMessage()) {
                    errors.add(Problem.error(
                            ProblemCode.ARGUMENT_INVALID,
                            argument.where() + ": the value contains U+FFFD, which stands for bytes that are not UTF-8;"
                                    + " the bytes themselves are not known here"));
                }
            } else {
                errors.add(Condition.error(argument.where(), (Evaluation.Failed) evaluation));
            }
        }
        if (!errors.isEmpty()) {
            return facts -> new HeaderEdit.Refused(errors);
        }
        String why = reads.contains(Scope.BACKING) ? scope.backingFacts().missing() : "";
        HeaderEdit edit = bound(values);
        return why.isEmpty() ? edit : facts -> explained(edit.edit(facts), why);
    }

    /** Adds why nothing is known of the backing file to the refusal of a value that may be missing for that reason. */
    private static HeaderEdit.Outcome explained(HeaderEdit.Outcome outcome, String why) {
        return outcome instanceof HeaderEdit.Refused refused
                ? new HeaderEdit.Refused(refused.problems().stream()
                        .map(problem -> problem.code().equals(ProblemCode.ARGUMENT_INVALID)
                                ? Problem.error(problem.code(), problem.message() + "; the backing file " + why)
                                : problem)
                        .toList())
                : outcome;
    }

    @Override
    public Set<String> reads() {
        return reads;
    }

    /** Returns whether a value contains a text from a name that is not UTF-8: written back, it would be another name. */
    private static boolean isLossy(Object value) {
        if (value instanceof String text) {
            return text.indexOf('\ufffd') >= 0;
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(LateEdit::isLossy);
        }
        return value instanceof Map<?, ?> map
                && (map.keySet().stream().anyMatch(LateEdit::isLossy)
                        || map.values().stream().anyMatch(LateEdit::isLossy));
    }

    private HeaderEdit bound(List<Object> values) {
        int hash = values.hashCode();
        int place = (hash ^ hash >>> 16) & KEPT - 1;
        Bound known = bound.get(place);
        if (known == null || !known.values.equals(values)) {
            known = new Bound(values, binder.apply(values));
            bound.set(place, known);
        }
        return known.edit;
    }
}
