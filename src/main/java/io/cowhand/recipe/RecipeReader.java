package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.problem.Problem;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.YamlReader;
import java.nio.file.Path;
import java.util.Optional;

/** Reads recipes that use the operations of one catalog. Not safe for use by several threads at the same time. */
public final class RecipeReader {

    private final RecipeBuilder builder;

    /** Creates a reader of recipes. */
    public RecipeReader(OperationCatalog catalog) {
        RecipeSchema schema = RecipeSchema.onDemand(catalog);
        SchemaValidator validator = new SchemaValidator(RecipeWording::of);
        this.builder = new RecipeBuilder(schema, validator, new StepBinder(catalog, schema, validator));
    }

    /** Returns the folder that a recipe's relative paths start at; the empty path for the working folder. */
    public static Path folder(Path recipe) {
        return RecipeSource.folder(recipe);
    }

    /**
     * Reads a recipe and the files that its arguments name.
     *
     * @param recipe the path as the user gave it
     */
    public RecipeResult read(Path recipe) {
        BoundedFile.Contents contents = BoundedFile.read(recipe, Limits.FILE_BYTES);
        if (contents instanceof BoundedFile.Unreadable unreadable) {
            return new RecipeResult.Unreadable(
                    Problem.error(ProblemCode.RECIPE_UNREADABLE, recipe + " cannot be read: " + unreadable.why()));
        }
        if (contents instanceof BoundedFile.Whole whole) {
            return read(recipe, whole.bytes());
        }
        ProblemCollector problems = new ProblemCollector(recipe.toString());
        String message = "the recipe is larger than " + Limits.FILE_BYTES + " bytes";
        problems.add(ProblemCode.RECIPE_TOO_LARGE, Position.START, Pointer.ROOT, message);
        return new RecipeResult.Invalid(problems.sorted());
    }

    /**
     * Reads a recipe's text.
     *
     * @param recipe the path that stands for the text's file in messages, and from which relative paths start
     */
    public RecipeResult read(Path recipe, Bytes text) {
        ProblemCollector problems = new ProblemCollector(recipe.toString());
        Optional<Recipe> read = YamlReader.read(text, problems)
                .flatMap(document -> builder.build(new RecipeSource(recipe, document, problems), text));
        return problems.isEmpty() && read.isPresent()
                ? new RecipeResult.Valid(read.get())
                : new RecipeResult.Invalid(problems.sorted());
    }
}
