package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.ImageSource;
import io.cowhand.image.LinkPolicy;
import io.cowhand.inventory.InventoryFormat;
import io.cowhand.inventory.StandardInput;
import io.cowhand.operation.Step;
import io.cowhand.schema.CompiledSchema;
import io.cowhand.schema.SchemaProblem;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.ProblemCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Builds recipes from documents, or reports why a document is not a valid recipe. */
final class RecipeBuilder {

    private final SchemaValidator validator;
    private final StepBinder binder;
    private final CompiledSchema frame;

    RecipeBuilder(RecipeSchema schema, SchemaValidator validator, StepBinder binder) {
        this.validator = validator;
        this.binder = binder;
        this.frame = validator.compile(schema.frame());
    }

    /** Returns the recipe; nothing, after reporting why, if it is not valid. */
    Optional<Recipe> build(RecipeSource source, Bytes text) {
        JsonNode tree = source.document().tree();
        ProblemCollector problems = source.problems();
        if (!tree.isObject()) {
            if (problems.isEmpty()) {
                reportNoMapping(source, tree);
            }
            return Optional.empty();
        }
        validator.validate(frame, tree, Pointer.ROOT, source.document(), problems);
        Pointer images = Pointer.of("images");
        Variables.absent(tree.path("images"), source.place(images), images, problems);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < tree.path("steps").size() && tree.path("steps").isArray(); i++) {
            binder.bind(source, i).ifPresent(steps::add);
        }
        List<ImageEntry> entries = images(source, tree.path("images"));
        return problems.isEmpty() ? Optional.of(recipe(source, text, entries, steps)) : Optional.empty();
    }

    private static void reportNoMapping(RecipeSource source, JsonNode tree) {
        if (tree.isNull()) {
            source.report(ProblemCode.EMPTY_RECIPE, Pointer.ROOT, "the recipe is empty");
        } else {
            String message = "a recipe is a mapping with the keys cowhand, name, images and steps";
            source.report(SchemaProblem.WRONG_TYPE, Pointer.ROOT, message);
        }
    }

    private static Recipe recipe(RecipeSource source, Bytes text, List<ImageEntry> images, List<Step> steps) {
        JsonNode tree = source.document().tree();
        return new Recipe(
                source.folder(),
                source.file().toString(),
                text,
                tree.path("name").stringValue(),
                tree.path("description").stringValueOpt(),
                images,
                steps,
                Recipe.NotQcow2.valueOf(word(tree, "not-qcow2", "fail")),
                LinkPolicy.valueOf(word(tree, "links", "owner")),
                Recipe.OnError.valueOf(word(tree, "on-error", "continue")));
    }

    private static String word(JsonNode tree, String key, String otherwise) {
        return tree.path(key).asString(otherwise).toUpperCase(Locale.ROOT);
    }

    private static List<ImageEntry> images(RecipeSource source, JsonNode images) {
        ImageResolver resolver = new ImageResolver(source.folder());
        List<ImageEntry> entries = new ArrayList<>();
        for (int i = 0; i < images.size() && images.isArray(); i++) {
            JsonNode node = images.get(i);
            List<String> exclude = new ArrayList<>();
            node.path("exclude").forEach(glob -> glob.stringValueOpt().ifPresent(exclude::add));
            ImageEntry entry = new ImageEntry(
                    source(node), exclude, source.location(Pointer.of("images").child(i)));
            // The schema has reported texts that are empty, and values that are not text.
            if (!entry.source().text().isEmpty() && !exclude.contains("")) {
                resolver.validate(entry).forEach(source.problems()::add);
            }
            if (isStandardInput(entry) && entries.stream().anyMatch(RecipeBuilder::isStandardInput)) {
                Pointer list = Pointer.of("images").child(i).child("list");
                source.report(ProblemCode.STANDARD_INPUT_TWICE, list, "standard input can be read only once");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static boolean isStandardInput(ImageEntry entry) {
        return entry.source() instanceof ImageSource.Listed list && list.text().equals(StandardInput.NAME);
    }

    /** Returns how an entry names images; its text is empty where the schema has reported it. */
    private static ImageSource source(JsonNode entry) {
        JsonNode path = entry.isObject() ? entry.path("path") : entry;
        return entry.has("list")
                ? new ImageSource.Listed(
                        entry.path("list").stringValue(""),
                        InventoryFormat.ofLabel(entry.path("format").stringValue("")),
                        path.stringValueOpt())
                : new ImageSource.Pattern(path.stringValue(""));
    }
}
