package io.cowhand.recipe;

import io.cowhand.image.ImageEntry;
import io.cowhand.image.LinkPolicy;
import io.cowhand.problem.Problem;
import io.cowhand.schema.CompiledSchema;
import io.cowhand.schema.SchemaProblem;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.step.Condition;
import io.cowhand.step.Step;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.ProblemCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Builds recipes from documents, or reports why a document is not a valid recipe. */
final class RecipeBuilder {

    private static final String IMAGES = "images";
    private static final String BASES = "bases";
    private static final String WHERE = "where";
    private static final String DESCRIPTION = "description";

    private final SchemaValidator validator;
    private final StepBinder binder;
    private final CompiledSchema frame;
    private final RecipeSchema schema;

    RecipeBuilder(RecipeSchema schema, SchemaValidator validator, StepBinder binder) {
        this.validator = validator;
        this.binder = binder;
        this.frame = validator.compile(schema.frame());
        this.schema = schema;
    }

    /** Returns the recipe; nothing, after reporting why, if it is not valid. */
    Optional<Recipe> build(RecipeSource source, VariableMerge merge) {
        JsonNode tree = source.document().tree();
        ProblemCollector problems = source.problems();
        if (!tree.isObject()) {
            if (problems.isEmpty()) {
                reportNoMapping(source, tree);
            }
            return Optional.empty();
        }
        validator.validate(frame, tree, Pointer.ROOT, source.document(), problems);
        VariableValues early = merge.of(source, List.of());
        IncludedSteps written = new IncludedSteps(validator, schema, new Expressions(early));
        written.add(source);
        VariableValues variables = written.included().isEmpty() ? early : merge.of(source, written.included());
        Expressions expressions = new Expressions(variables);
        Optional<Condition> where =
                tree.has(WHERE) ? expressions.condition(source, Pointer.of(WHERE)) : Optional.empty();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < written.steps().size(); i++) {
            binder.bind(written.steps().get(i), i + 1, expressions).ifPresent(steps::add);
        }
        Optional<String> description = text(source, Pointer.of(DESCRIPTION), tree.path(DESCRIPTION), expressions);
        ImageEntries entries = new ImageEntries(source, expressions);
        List<ImageEntry> images = entries.read(IMAGES);
        List<ImageEntry> bases = entries.read(BASES);
        Rollout rollout = new RolloutReader(source).read();
        // An entry whose variables have no value yet may be an inventory.
        boolean isComplete = images.size() == tree.path(IMAGES).size();
        return problems.isEmpty()
                ? Optional.of(recipe(
                        source,
                        description,
                        variables.known(),
                        images,
                        bases,
                        where,
                        steps,
                        isComplete ? expressions.rowUses().problemsWithoutRows() : List.of(),
                        expressions.rowUses().asked(),
                        rollout))
                : Optional.empty();
    }

    private static void reportNoMapping(RecipeSource source, JsonNode tree) {
        if (tree.isNull()) {
            source.report(ProblemCode.EMPTY_RECIPE, Pointer.ROOT, "the recipe is empty");
        } else {
            String message = "a recipe is a mapping with the keys cowhand, name, images and steps";
            source.report(SchemaProblem.WRONG_TYPE, Pointer.ROOT, message);
        }
    }

    private static Recipe recipe(
            RecipeSource source,
            Optional<String> description,
            Map<String, Object> vars,
            List<ImageEntry> images,
            List<ImageEntry> bases,
            Optional<Condition> where,
            List<Step> steps,
            List<Problem> problemsWithoutRows,
            List<Recipe.AskedColumn> askedColumns,
            Rollout rollout) {
        JsonNode tree = source.document().tree();
        return new Recipe(
                source.folder(),
                source.file().toString(),
                tree.path("name").stringValue(),
                description,
                vars,
                images,
                bases,
                where,
                steps,
                problemsWithoutRows,
                askedColumns,
                source.files().all(),
                source.files().root(),
                Recipe.NotQcow2.valueOf(word(tree, "not-qcow2", "fail")),
                LinkPolicy.valueOf(word(tree, "links", "owner")),
                Recipe.OnError.valueOf(word(tree, "on-error", "continue")),
                rollout);
    }

    private static String word(JsonNode tree, String key, String otherwise) {
        return tree.path(key).asString(otherwise).toUpperCase(Locale.ROOT);
    }

    /** Returns a text with the values of its variables; nothing, after somebody has reported why, if there is none. */
    private static Optional<String> text(RecipeSource source, Pointer at, JsonNode node, Expressions expressions) {
        return node.isString() ? expressions.text(source, at, node.stringValue()) : Optional.empty();
    }
}
