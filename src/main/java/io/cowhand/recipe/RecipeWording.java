package io.cowhand.recipe;

import io.cowhand.schema.NearestName;
import io.cowhand.schema.SchemaProblem;
import io.cowhand.schema.Violation;
import java.util.List;
import java.util.Optional;

/** Words the violations of a recipe's schema that have a special meaning. */
final class RecipeWording {

    private RecipeWording() {}

    /** Returns the problem; nothing if the validator's general wording suffices. */
    static Optional<SchemaProblem> of(Violation violation) {
        return switch (violation.keyword()) {
            case "type", "pattern" -> isPortion(violation) ? Optional.of(noPortion(violation)) : Optional.empty();
            case "required" -> isUnsafeMissing(violation) ? Optional.of(unsafeRequired()) : Optional.empty();
            case "anyOf" -> isStep(violation) ? Optional.of(noOperation(violation)) : Optional.empty();
            case "const" -> constant(violation);
            case "enum" -> isOperation(violation) ? Optional.of(unknownOperation(violation)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isPortion(Violation violation) {
        List<String> tokens = violation.pointer().tokens();
        return tokens.get(0).equals(RolloutReader.ROLLOUT)
                && (tokens.size() == 3 || tokens.get(tokens.size() - 1).equals(RolloutReader.MAX_FAILURES));
    }

    private static SchemaProblem noPortion(Violation violation) {
        return new SchemaProblem(
                ProblemCode.BAD_ROLLOUT,
                "must be a number of images such as 10, or a percentage from 1% to 100%, not "
                        + violation.shownValue());
    }

    private static boolean isUnsafeMissing(Violation violation) {
        return violation.property().equals(OperationSchema.UNSAFE)
                && violation
                        .schema()
                        .path("properties")
                        .path(OperationSchema.UNSAFE)
                        .path("const")
                        .asBoolean(false);
    }

    private static boolean isStep(Violation violation) {
        List<String> tokens = violation.pointer().tokens();
        return tokens.size() == 2 && tokens.get(0).equals(IncludedSteps.STEPS);
    }

    /** Other programs have steps that are written as a key with the arguments below it. */
    private static SchemaProblem noOperation(Violation step) {
        return step.value().properties().stream()
                .filter(entry -> entry.getValue().isObject())
                .map(entry -> new SchemaProblem(
                        ProblemCode.UNKNOWN_OPERATION,
                        "write \"op: " + entry.getKey() + "\", with its arguments beside it"))
                .findFirst()
                .orElseGet(() -> SchemaProblem.missing(OperationSchema.OP, step.schema()));
    }

    private static SchemaProblem unsafeRequired() {
        return new SchemaProblem(ProblemCode.UNSAFE_REQUIRED, "this operation needs \"unsafe: true\"");
    }

    private static Optional<SchemaProblem> constant(Violation violation) {
        List<String> tokens = violation.pointer().tokens();
        if (tokens.equals(List.of("cowhand"))) {
            return Optional.of(new SchemaProblem(
                    ProblemCode.UNSUPPORTED_VERSION,
                    "this version of Cowhand reads recipes of version "
                            + violation.rule().asString() + ", not " + violation.shownValue()));
        }
        return isStepKey(tokens, OperationSchema.UNSAFE) ? Optional.of(unsafeRequired()) : Optional.empty();
    }

    private static boolean isOperation(Violation violation) {
        return isStepKey(violation.pointer().tokens(), OperationSchema.OP);
    }

    private static boolean isStepKey(List<String> tokens, String key) {
        return tokens.size() == 3
                && tokens.get(0).equals(IncludedSteps.STEPS)
                && tokens.get(2).equals(key);
    }

    private static SchemaProblem unknownOperation(Violation violation) {
        String name = violation.value().asString("");
        Optional<String> explanation = NotHeaderOnly.explain(name);
        String hint = NearestName.hint(name, violation.ruleWords());
        String message = explanation.isPresent()
                ? "there is no operation " + violation.shownValue() + ": " + explanation.get()
                : "unknown operation " + violation.shownValue()
                        + (hint.isEmpty() ? "; \"cowhand ops\" lists them" : hint);
        return new SchemaProblem(ProblemCode.UNKNOWN_OPERATION, message);
    }
}
