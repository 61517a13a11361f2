package io.cowhand.recipe;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.operation.Step;
import io.cowhand.schema.CompiledSchema;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.SourceMap;
import io.cowhand.yaml.YamlDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Checks steps against the schemas of their operations and binds them, each on its own. */
final class StepBinder {

    private final OperationCatalog catalog;
    private final RecipeSchema schema;
    private final SchemaValidator validator;
    private final YamlDocument document;
    private final ProblemCollector problems;
    private final ArgumentReader arguments;
    private final Map<String, CompiledSchema> compiled = new HashMap<>();

    StepBinder(
            OperationCatalog catalog,
            RecipeSchema schema,
            SchemaValidator validator,
            YamlDocument document,
            ProblemCollector problems,
            ArgumentReader arguments) {
        this.catalog = catalog;
        this.schema = schema;
        this.validator = validator;
        this.document = document;
        this.problems = problems;
        this.arguments = arguments;
    }

    /** The step at {@code /steps/index}; empty where something is wrong with it, which is reported. */
    Optional<Step> bind(JsonNode step, int index) {
        Pointer at = Pointer.of("steps").child(index);
        Optional<OperationHandler> handler = catalog.find(step.path("op").asString(""))
                .filter(found -> step.path("op").isString());
        if (handler.isEmpty()) {
            return Optional.empty(); // the frame says so
        }
        String name = handler.get().name();
        SourceMap source = document.source().nearest(at);
        JsonNode rules;
        try {
            rules = schema.operation(handler.get());
        } catch (InvalidFragmentException fault) {
            return faulty(source, at, String.valueOf(fault.getMessage()));
        }
        boolean good;
        try {
            good = validator.validate(compiled.computeIfAbsent(name, any -> validator.compile(rules)), step, at);
        } catch (RuntimeException | StackOverflowError defect) {
            return faulty(source, at, "the schema of operation " + name + " cannot be used: " + defect);
        }
        good &= noVariables(step, source, at);
        if (!good || document.containsRejected(at)) {
            return Optional.empty();
        }
        return arguments.read(step, rules, source, at).flatMap(read -> bind(handler.get(), read, source, at, index));
    }

    private boolean noVariables(JsonNode step, SourceMap source, Pointer at) {
        boolean absent = true;
        for (var argument : step.properties()) {
            if (!OperationSchema.COMMON.contains(argument.getKey())) {
                SourceMap of = source.child(argument.getKey()).orElse(source);
                absent &= Variables.absent(argument.getValue(), of, at.child(argument.getKey()), problems);
            }
        }
        return absent;
    }

    private Optional<Step> bind(OperationHandler handler, Arguments read, SourceMap source, Pointer at, int index) {
        Binding binding;
        try {
            binding = handler.bind(read);
        } catch (OutOfMemoryError notTheOperations) {
            throw notTheOperations;
        } catch (Throwable defect) {
            return faulty(source, at, "operation " + handler.name() + " has a defect: " + defect);
        }
        if (binding instanceof Binding.Bound bound) {
            return Optional.of(new Step(index + 1, handler.name(), read.unsafe(), bound.edit()));
        }
        if (!(binding instanceof Binding.Invalid invalid) || invalid.problems().isEmpty()) {
            return faulty(source, at, "operation " + handler.name() + " has a defect: it does not say what is wrong");
        }
        for (Binding.ArgumentProblem problem : invalid.problems()) {
            Optional<SourceMap> argument = source.child(problem.argument());
            Pointer pointer = argument.isPresent() ? at.child(problem.argument()) : at;
            problems.add("bad-argument", argument.orElse(source).value(), pointer, problem.message());
        }
        return Optional.empty();
    }

    private Optional<Step> faulty(SourceMap source, Pointer at, String message) {
        problems.add("faulty-operation", source.value(), at, message);
        return Optional.empty();
    }
}
