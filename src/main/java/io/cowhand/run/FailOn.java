package io.cowhand.run;

import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.step.Condition;
import java.util.Set;

/**
 * The problems for which an inspection fails, although QEMU opens the image.
 *
 * @param severities the severities of such problems
 * @param codes the codes of such problems
 */
public record FailOn(Set<Severity> severities, Set<String> codes) {

    /** Only the problem of an expression that has no value, which always counts. */
    public static final FailOn NOTHING = new FailOn(Set.of(), Set.of());

    /** Copies the sets. */
    public FailOn {
        severities = Set.copyOf(severities);
        codes = Set.copyOf(codes);
    }

    /** Returns whether an inspection with this problem fails. */
    public boolean matches(Problem problem) {
        return problem.code().equals(Condition.CONDITION_ERROR)
                || severities.contains(problem.severity())
                || codes.contains(problem.code());
    }
}
