package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.LinkPolicy;
import io.cowhand.operation.Step;
import io.cowhand.problem.Location;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.SourceMap;
import io.cowhand.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Makes a recipe of a document, or reports why it is none. */
final class RecipeBuilder {

    private final YamlDocument document;
    private final ProblemCollector problems;
    private final SchemaValidator validator;
    private final StepBinder binder;
    private final RecipeSchema schema;

    RecipeBuilder(
            YamlDocument document,
            ProblemCollector problems,
            SchemaValidator validator,
            StepBinder binder,
            RecipeSchema schema) {
        this.document = document;
        this.problems = problems;
        this.validator = validator;
        this.binder = binder;
        this.schema = schema;
    }

    /** The recipe; empty where it is not valid, which is reported. */
    Optional<Recipe> build(Path file, Path folder, Bytes text) {
        JsonNode tree = document.tree();
        if (!tree.isObject()) {
            if (problems.isEmpty()) {
                String message = tree.isNull()
                        ? "the recipe is empty"
                        : "a recipe is a mapping with the keys cowhand, name, images and steps";
                String code = tree.isNull() ? "empty-recipe" : "wrong-type";
                problems.add(code, document.source().value(), Pointer.ROOT, message);
            }
            return Optional.empty();
        }
        validator.validate(validator.compile(schema.frame()), tree, Pointer.ROOT);
        SourceMap images = document.source().nearest(Pointer.of("images"));
        Variables.absent(tree.path("images"), images, Pointer.of("images"), problems);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < tree.path("steps").size() && tree.path("steps").isArray(); i++) {
            binder.bind(tree.path("steps").get(i), i).ifPresent(steps::add);
        }
        List<ImageEntry> entries = images(tree.path("images"), new ImageResolver(folder));
        return problems.isEmpty() ? Optional.of(recipe(tree, file, folder, text, entries, steps)) : Optional.empty();
    }

    private static Recipe recipe(
            JsonNode tree, Path file, Path folder, Bytes text, List<ImageEntry> images, List<Step> steps) {
        return new Recipe(
                folder,
                file.toString(),
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

    private List<ImageEntry> images(JsonNode images, ImageResolver resolver) {
        List<ImageEntry> entries = new ArrayList<>();
        for (int i = 0; i < images.size() && images.isArray(); i++) {
            JsonNode node = images.get(i);
            JsonNode path = node.isObject() ? node.path("path") : node;
            List<String> exclude = new ArrayList<>();
            node.path("exclude").forEach(glob -> glob.stringValueOpt().ifPresent(exclude::add));
            ImageEntry entry = new ImageEntry(
                    path.stringValue(""), exclude, location(Pointer.of("images").child(i)));
            // What is no text, or empty, is reported already.
            if (!entry.path().isEmpty() && !exclude.contains("")) {
                resolver.validate(entry).forEach(problems::add);
            }
            entries.add(entry);
        }
        return entries;
    }

    private Location location(Pointer at) {
        Position place = document.source().nearest(at).value();
        return new Location.InText(problems.file(), place.line(), place.column(), at.toString());
    }
}
