package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.IncludedSteps.WrittenStep;
import io.cowhand.schema.CompiledSchema;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.step.Condition;
import io.cowhand.step.Step;
import io.cowhand.step.StepEdit;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.Quoted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Validates steps against the schemas of their operations, and binds them. */
final class StepBinder {

    private final OperationCatalog catalog;
    private final RecipeSchema schema;
    private final SchemaValidator validator;
    private final Map<List<Object>, CompiledSchema> compiled = new HashMap<>();

    StepBinder(OperationCatalog catalog, RecipeSchema schema, SchemaValidator validator) {
        this.catalog = catalog;
        this.schema = schema;
        this.validator = validator;
    }

    /** Returns the step with a number; nothing, after reporting why, if it is not valid. */
    Optional<Step> bind(WrittenStep written, int number, Expressions expressions) {
        RecipeSource source = written.source();
        Pointer at = written.at();
        JsonNode op = written.step().path(OperationSchema.OP);
        Optional<OperationHandler> known = op.isString() ? catalog.find(op.stringValue()) : Optional.empty();
        if (known.isEmpty() || !(written.step() instanceof ObjectNode step)) {
            return Optional.empty(); // the frame's schema has reported it
        }
        OperationHandler handler = known.get();
        ObjectNode rules;
        try {
            rules = schema.operation(handler);
        } catch (InvalidFragmentException fault) {
            return faulty(source, at, String.valueOf(fault.getMessage()));
        }
        ArgumentExpressions arguments = new ArgumentExpressions(source, expressions, at, step, rules);
        boolean isValid;
        try {
            CompiledSchema checked = checked(handler, rules, arguments.unchecked());
            isValid = validator.validate(checked, arguments.computed(), at, source.document(), source.problems());
        } catch (RuntimeException | StackOverflowError defect) {
            return unusable(handler, source, at, defect);
        }
        Optional<Condition> when = step.has(OperationSchema.WHEN)
                ? expressions.condition(source, at.child(OperationSchema.WHEN))
                : Optional.empty();
        isValid &= arguments.isValid() && when.isPresent() == step.has(OperationSchema.WHEN);
        if (!isValid || source.document().containsRejected(at)) {
            return Optional.empty();
        }
        Bound bound = new Bound(handler, rules, source, at);
        return bound.edit(arguments)
                .map(edit -> new Step(
                        number,
                        handler.name(),
                        arguments.computed().path(OperationSchema.UNSAFE).asBoolean(false),
                        handler.isCheck(),
                        when,
                        edit));
    }

    /** Returns a schema of steps with an operation that accepts anything for some of the arguments. */
    private CompiledSchema checked(OperationHandler handler, ObjectNode rules, Set<String> unchecked) {
        return compiled.computeIfAbsent(List.of(handler.name(), Set.copyOf(unchecked)), any -> {
            ObjectNode relaxed = unchecked.isEmpty() ? rules : rules.deepCopy();
            unchecked.forEach(name -> relaxed.withObject("/properties").putObject(name));
            return validator.compile(relaxed);
        });
    }

    private static <T> Optional<T> unusable(
            OperationHandler handler, RecipeSource source, Pointer at, Throwable defect) {
        return faulty(source, at, "the schema of operation " + handler.name() + " cannot be used: " + defect);
    }

    private static <T> Optional<T> faulty(RecipeSource source, Pointer at, String message) {
        source.report(ProblemCode.FAULTY_OPERATION, at, message);
        return Optional.empty();
    }

    /** An operation in its place in a recipe. */
    private final class Bound {
        private final OperationHandler handler;
        private final ObjectNode rules;
        private final RecipeSource source;
        private final Pointer at;

        Bound(OperationHandler handler, ObjectNode rules, RecipeSource source, Pointer at) {
            this.handler = handler;
            this.rules = rules;
            this.source = source;
            this.at = at;
        }

        /** Returns the edit of a step; nothing, after reporting why, if its arguments are not valid. */
        Optional<StepEdit> edit(ArgumentExpressions arguments) {
            ObjectNode step = arguments.computed();
            Optional<Map<String, Bytes>> files = new ArgumentReader(source).files(step, rules, at);
            if (files.isEmpty()) {
                return Optional.empty();
            }
            if (arguments.late().isEmpty()) {
                return read(source, step, files.get())
                        .flatMap(read -> bind(source, read))
                        .map(StepEdit.Fixed::new);
            }
            CompiledSchema schema;
            try {
                schema = checked(handler, rules, conditions());
            } catch (RuntimeException | StackOverflowError defect) {
                return unusable(handler, source, at, defect);
            }
            LateTexts texts = new LateTexts(rules, arguments.late());
            return Optional.of(new LateEdit(
                    arguments.late(), values -> edit(step, arguments.late(), values, files.get(), schema, texts)));
        }

        /** Returns the names of the arguments that are conditions as a whole, whose values are no text. */
        private Set<String> conditions() {
            return rules.path("properties").properties().stream()
                    .filter(property ->
                            property.getValue().path("format").asString("").equals("condition"))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        /** Returns the edit with values for one image, or a refusal; called from several threads. */
        private HeaderEdit edit(
                ObjectNode written,
                List<LateArgument> late,
                List<Object> values,
                Map<String, Bytes> files,
                CompiledSchema schema,
                LateTexts texts) {
            RecipeSource own = new RecipeSource(
                    source.file(),
                    source.document(),
                    new ProblemCollector(source.problems().file()));
            Optional<Arguments> arguments = texts.with(values);
            if (arguments.isEmpty()) {
                ObjectNode step = with(written, late, values);
                arguments = isValid(step, own, schema) ? read(own, step, files) : Optional.empty();
                arguments.ifPresent(texts::foundValid);
            }
            Optional<HeaderEdit> edit = arguments.flatMap(valid -> bind(own, valid));
            if (edit.isPresent()) {
                return edit.get();
            }
            List<Problem> problems = own.problems().sorted().stream()
                    .map(problem ->
                            Problem.error(ProblemCode.ARGUMENT_INVALID, described(late, values, problem.message())))
                    .toList();
            return facts -> new HeaderEdit.Refused(problems);
        }

        private static ObjectNode with(ObjectNode written, List<LateArgument> late, List<Object> values) {
            ObjectNode step = written.deepCopy();
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                JsonNode node = value instanceof String text
                        ? step.stringNode(text)
                        : JsonMapper.shared().valueToTree(value);
                LateArgument.set(step, late.get(i).path(), node);
            }
            return step;
        }

        private boolean isValid(ObjectNode step, RecipeSource reporting, CompiledSchema schema) {
            try {
                return validator.validate(schema, step, at, reporting.document(), reporting.problems());
            } catch (RuntimeException defect) {
                unusable(handler, reporting, at, defect);
                return false;
            }
        }

        private String described(List<LateArgument> late, List<Object> values, String message) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < values.size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(late.get(i).where())
                        .append(" is ")
                        .append(shown(values.get(i)));
            }
            return text.append(": ").append(message).toString();
        }

        private static String shown(Object value) {
            return value instanceof String text ? Quoted.text(text) : Quoted.shortened(value.toString());
        }

        private Optional<Arguments> read(RecipeSource reporting, ObjectNode step, Map<String, Bytes> files) {
            return new ArgumentReader(reporting).read(step, rules, files, at);
        }

        private Optional<HeaderEdit> bind(RecipeSource reporting, Arguments arguments) {
            Binding binding;
            try {
                binding = handler.bind(arguments);
            } catch (OutOfMemoryError notTheOperations) {
                throw notTheOperations;
            } catch (Throwable defect) {
                return faulty(reporting, at, "operation " + handler.name() + " has a defect: " + defect);
            }
            if (binding instanceof Binding.Bound bound) {
                return Optional.of(bound.edit());
            }
            if (!(binding instanceof Binding.Invalid invalid)
                    || invalid.problems().isEmpty()) {
                return faulty(
                        reporting, at, "operation " + handler.name() + " has a defect: it does not say what is wrong");
            }
            for (Binding.ArgumentProblem problem : invalid.problems()) {
                boolean isGiven = reporting.place(at).child(problem.argument()).isPresent();
                reporting.report(
                        ProblemCode.BAD_ARGUMENT, isGiven ? at.child(problem.argument()) : at, problem.message());
            }
            return Optional.empty();
        }
    }
}
