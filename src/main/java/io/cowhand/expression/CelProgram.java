package io.cowhand.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.OptionalInt;

/** A program of CEL that is ready to run. */
final class CelProgram {

    private final CelRuntime.Program program;
    private final VariableTable variables;
    private final Map<Integer, String> mappings;

    CelProgram(CelRuntime.Program program, VariableTable variables, Map<Integer, String> mappings) {
        this.program = program;
        this.variables = variables;
        this.mappings = mappings;
    }

    /** Evaluates the program. */
    Evaluation evaluate(Scope scope) {
        return run(new Activation(variables, scope));
    }

    /** Evaluates a program that reads no variable of an image. */
    Evaluation evaluate() {
        return run(variables::constant);
    }

    private Evaluation run(CelVariableResolver resolver) {
        try {
            return new Evaluation.Value(Results.toJava(program.trace(resolver, new Budget())));
        } catch (CelEvaluationException failure) {
            return FailureMessage.of(failure, mappings);
        } catch (EvaluationFailure failure) {
            return new Evaluation.Failed(failure.fault(), OptionalInt.empty());
        }
    }
}
