package io.cowhand.plan;

import io.cowhand.diff.Change;
import io.cowhand.diff.HeaderDiff;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderImage;
import java.util.List;
import java.util.Optional;

/**
 * Warns of a recipe that would change its own result again: a step undoes what another needs, or two alternate.
 *
 * <p>A single step does not, except those whose help says so.
 */
final class SecondApplication {

    private SecondApplication() {}

    /**
     * Returns the warning at the first step whose change would last; nothing if that step has its own warning.
     *
     * @param first what is known of the image with the header that the recipe produces
     * @param again the runner after all steps have run again on that header
     * @param problems the problems that the steps raised the first time
     */
    static Optional<StepProblem> warning(Scope first, StepRunner again, List<StepProblem> problems) {
        HeaderImage result = first.facts().header();
        HeaderImage changed = again.result().facts().header();
        if (changed.equals(result)) {
            return Optional.empty();
        }
        // Steps may revert changes of other steps; only a difference in the final header counts.
        List<Change> lasting = HeaderDiff.between(result, changed);
        return again.changes().stream()
                .filter(planned -> lasting.stream().anyMatch(change -> isSameThing(change, planned.change())))
                .findFirst()
                .filter(planned -> problems.stream().noneMatch(problem -> isMatchesAgain(problem, planned.step())))
                .map(SecondApplication::problem);
    }

    private static boolean isSameThing(Change one, Change other) {
        return one.kind().equals(other.kind()) && one.name().equals(other.name());
    }

    private static boolean isMatchesAgain(StepProblem problem, int step) {
        return problem.step() == step && problem.problem().code().equals(HeaderEdit.REPLACEMENT_MATCHES_AGAIN);
    }

    private static StepProblem problem(PlannedChange again) {
        Change change = again.change();
        String thing = change.kind().equals(change.name()) ? change.name() : change.kind() + " " + change.name();
        return new StepProblem(
                again.step(),
                again.operation(),
                Problem.warning(
                        ProblemCode.NOT_IDEMPOTENT,
                        change.name(),
                        "",
                        "applying the recipe again would change the image again, beginning with " + thing.strip()
                                + " in this step: another step undoes what it does, or a replacement matches its own"
                                + " result; the order of the steps may be the cause"));
    }
}
