package io.cowhand.recipe;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.operation.Step;
import io.cowhand.schema.CompiledSchema;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.yaml.Pointer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Validates steps against the schemas of their operations, and binds them. */
final class StepBinder {

    private final OperationCatalog catalog;
    private final RecipeSchema schema;
    private final SchemaValidator validator;
    private final Map<String, CompiledSchema> compiled = new HashMap<>();

    StepBinder(OperationCatalog catalog, RecipeSchema schema, SchemaValidator validator) {
        this.catalog = catalog;
        this.schema = schema;
        this.validator = validator;
    }

    /** Returns the step at {@code /steps/index}; nothing, after reporting why, if it is not valid. */
    Optional<Step> bind(RecipeSource source, int index) {
        Pointer at = Pointer.of("steps").child(index);
        JsonNode step = source.document().tree().path("steps").path(index);
        JsonNode op = step.path(OperationSchema.OP);
        Optional<OperationHandler> handler = op.isString() ? catalog.find(op.stringValue()) : Optional.empty();
        if (handler.isEmpty()) {
            return Optional.empty(); // the frame's schema has reported it
        }
        JsonNode rules;
        try {
            rules = schema.operation(handler.get());
        } catch (InvalidFragmentException fault) {
            return faulty(source, at, String.valueOf(fault.getMessage()));
        }
        boolean isValid;
        try {
            CompiledSchema checked = compiled.computeIfAbsent(handler.get().name(), any -> validator.compile(rules));
            isValid = validator.validate(checked, step, at, source.document(), source.problems());
        } catch (RuntimeException | StackOverflowError defect) {
            return faulty(source, at, "the schema of operation " + handler.get().name() + " cannot be used: " + defect);
        }
        isValid &= noVariables(source, step, at);
        if (!isValid || source.document().containsRejected(at)) {
            return Optional.empty();
        }
        return new ArgumentReader(source)
                .read(step, rules, at)
                .flatMap(arguments -> bind(source, handler.get(), arguments, at, index));
    }

    private static boolean noVariables(RecipeSource source, JsonNode step, Pointer at) {
        boolean absent = true;
        for (var argument : step.properties()) {
            if (!OperationSchema.COMMON.contains(argument.getKey())) {
                Pointer pointer = at.child(argument.getKey());
                absent &= Variables.absent(argument.getValue(), source.place(pointer), pointer, source.problems());
            }
        }
        return absent;
    }

    private static Optional<Step> bind(
            RecipeSource source, OperationHandler handler, Arguments arguments, Pointer at, int index) {
        Binding binding;
        try {
            binding = handler.bind(arguments);
        } catch (OutOfMemoryError notTheOperations) {
            throw notTheOperations;
        } catch (Throwable defect) {
            return faulty(source, at, "operation " + handler.name() + " has a defect: " + defect);
        }
        if (binding instanceof Binding.Bound bound) {
            return Optional.of(new Step(index + 1, handler.name(), arguments.unsafe(), bound.edit()));
        }
        if (!(binding instanceof Binding.Invalid invalid) || invalid.problems().isEmpty()) {
            return faulty(source, at, "operation " + handler.name() + " has a defect: it does not say what is wrong");
        }
        for (Binding.ArgumentProblem problem : invalid.problems()) {
            boolean isGiven = source.place(at).child(problem.argument()).isPresent();
            source.report(ProblemCode.BAD_ARGUMENT, isGiven ? at.child(problem.argument()) : at, problem.message());
        }
        return Optional.empty();
    }

    private static Optional<Step> faulty(RecipeSource source, Pointer at, String message) {
        source.report(ProblemCode.FAULTY_OPERATION, at, message);
        return Optional.empty();
    }
}
