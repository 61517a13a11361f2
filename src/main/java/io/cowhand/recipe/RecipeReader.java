package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.NotHeaderOnly;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.problem.Problem;
import io.cowhand.schema.SchemaDialect;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.yaml.Limits;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.YamlDocument;
import io.cowhand.yaml.YamlReader;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads recipes that use the operations of one catalog. Not for several threads at a time. */
public final class RecipeReader {

    private final OperationCatalog catalog;
    private @Nullable RecipeSchema schema;
    private @Nullable SchemaDialect dialect;

    /** A reader of recipes. */
    public RecipeReader(OperationCatalog catalog) {
        this.catalog = catalog;
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
                    Problem.error("recipe-unreadable", recipe + " cannot be read: " + unreadable.why()));
        }
        if (contents instanceof BoundedFile.Whole whole) {
            return read(recipe, whole.bytes());
        }
        ProblemCollector problems = new ProblemCollector(recipe.toString());
        String message = "a recipe has at most " + Limits.FILE_BYTES + " bytes";
        problems.add("recipe-too-large", Position.START, Pointer.ROOT, message);
        return new RecipeResult.Invalid(problems.sorted());
    }

    /**
     * Reads a recipe's text.
     *
     * @param recipe the path that it is read as
     */
    public RecipeResult read(Path recipe, Bytes text) {
        ProblemCollector problems = new ProblemCollector(recipe.toString());
        Optional<Recipe> read = read(recipe, text, problems);
        return problems.isEmpty() && read.isPresent()
                ? new RecipeResult.Valid(read.get())
                : new RecipeResult.Invalid(problems.sorted());
    }

    /** Returns the folder that a recipe's relative paths start at; the empty path for the working folder. */
    public static Path folder(Path recipe) {
        return recipe.getParent() == null ? recipe.getFileSystem().getPath("") : recipe.getParent();
    }

    private Optional<Recipe> read(Path recipe, Bytes bytes, ProblemCollector problems) {
        Optional<YamlDocument> document = YamlReader.read(bytes, problems);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        RecipeSchema composed = schema();
        SchemaValidator validator = new SchemaValidator(dialect(), document.get(), problems, NotHeaderOnly::explain);
        Path folder = folder(recipe);
        ArgumentReader arguments = new ArgumentReader(folder, problems);
        StepBinder steps = new StepBinder(catalog, composed, validator, document.get(), problems, arguments);
        return new RecipeBuilder(document.get(), problems, validator, steps, composed).build(recipe, folder, bytes);
    }

    private RecipeSchema schema() {
        RecipeSchema known = schema;
        if (known == null) {
            known = RecipeSchema.onDemand(catalog);
            schema = known;
        }
        return known;
    }

    private SchemaDialect dialect() {
        SchemaDialect known = dialect;
        if (known == null) {
            known = new SchemaDialect();
            dialect = known;
        }
        return known;
    }
}
