package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.VariableOptions;
import io.cowhand.image.RootDirectory;
import io.cowhand.json.CanonicalJson;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.problem.Problem;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Reads recipes that use the operations of one catalog. Not safe for use by several threads at the same time. */
public final class RecipeReader {

    private final FutureTask<RecipeBuilder> builder;

    private final RootDirectory root;

    /** Creates a reader of recipes that may name any files. */
    public RecipeReader(OperationCatalog catalog) {
        this(catalog, RootDirectory.ANY);
    }

    /**
     * Creates a reader of recipes.
     *
     * @param root the directory below which everything must lie that they name
     */
    public RecipeReader(OperationCatalog catalog, RootDirectory root) {
        this(new FutureTask<>(new Preparation(catalog)), root);
        prepare();
        builder();
    }

    private RecipeReader(FutureTask<RecipeBuilder> builder, RootDirectory root) {
        this.builder = builder;
        this.root = root;
    }

    /** Returns a reader for the operations that the class path provides; a thread must {@linkplain #prepare prepare} it. */
    public static RecipeReader toBePrepared() {
        return new RecipeReader(new FutureTask<>(new Preparation(null)), RootDirectory.ANY);
    }

    /** Returns a reader of recipes that may name only what lies below a directory; it is to be used instead of this one. */
    public RecipeReader below(RootDirectory directory) {
        return new RecipeReader(builder, directory);
    }

    /** Prepares a reader that {@link #toBePrepared} has made; whoever reads a recipe with it waits for that. */
    public void prepare() {
        builder.run();
    }

    /** Returns what builds recipes, or throws what its preparation has thrown. */
    private RecipeBuilder builder() {
        try {
            return builder.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("unexpected interrupt", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException exception
                    ? exception
                    : new IllegalStateException(failed.getCause());
        }
    }

    /**
     * Makes what builds recipes. It is not a lambda, since linking one would delay the thread that begins the preparation.
     *
     * @param given the operations; null for those that the class path provides
     */
    private record Preparation(@Nullable OperationCatalog given) implements Callable<RecipeBuilder> {
        @Override
        public RecipeBuilder call() {
            OperationCatalog catalog = given == null ? OperationCatalog.load() : given;
            RecipeSchema schema = RecipeSchema.onDemand(catalog);
            SchemaValidator validator = new SchemaValidator(RecipeWording::of);
            return new RecipeBuilder(schema, validator, new StepBinder(catalog, schema, validator));
        }
    }

    /** Returns the folder that a recipe's relative paths start at; the empty path for the working folder. */
    public static Path folder(Path recipe) {
        return RecipeSource.folder(recipe);
    }

    /** Reads a recipe that gets no values for its variables. */
    public RecipeResult read(Path recipe) {
        return read(recipe, VariableOptions.NONE);
    }

    /**
     * Reads a recipe and the files that its arguments name.
     *
     * @param recipe the path as the user gave it
     * @param variables values for the recipe's variables; all that have none of their own need one
     */
    public RecipeResult read(Path recipe, VariableOptions variables) {
        return read(recipe, variables, true);
    }

    /**
     * Reads a recipe as far as it is known without the values that are still missing for its variables, and checks that its
     * steps suit its images.
     */
    public RecipeResult validate(Path recipe, VariableOptions variables) {
        RecipeResult read = read(recipe, variables, false);
        if (read instanceof RecipeResult.Valid valid && !valid.recipe().images().isEmpty()) {
            List<Problem> problems = valid.recipe().problemsWith(valid.recipe().images());
            return problems.isEmpty() ? read : new RecipeResult.Invalid(problems);
        }
        return read;
    }

    /**
     * Reads a recipe again from the files that were read for it before.
     *
     * @param recorded {@linkplain Recipe#files all its files}
     * @param vars the values of its variables
     */
    public RecipeResult read(List<Recipe.File> recorded, Map<String, Object> vars) {
        Map<String, Bytes> contents = new HashMap<>();
        recorded.forEach(file -> contents.put(file.path(), file.content()));
        Path values = Path.of("the values of the variables");
        VariableFile file = VariableFile.of(values, new BoundedFile.Whole(Bytes.utf8(CanonicalJson.of(vars))));
        return read(
                Path.of(recorded.get(0).path()),
                RecipeFiles.recorded(contents),
                vars.isEmpty() ? Optional.empty() : Optional.of(file),
                Map.of(),
                true);
    }

    private RecipeResult read(Path recipe, VariableOptions variables, boolean needsAll) {
        RecipeFiles files = RecipeFiles.below(root);
        Optional<VariableFile> file = Optional.empty();
        if (variables.file().isPresent()) {
            Path values = variables.file().get();
            BoundedFile.Contents given = BoundedFile.read(values, Limits.FILE_BYTES);
            if (given instanceof BoundedFile.Unreadable unreadable) {
                return unreadable(ProblemCode.VARIABLES_UNREADABLE, values, unreadable);
            }
            file = Optional.of(VariableFile.of(values, given));
        }
        return read(recipe, files, file, variables.values(), needsAll);
    }

    private RecipeResult read(
            Path recipe, RecipeFiles files, Optional<VariableFile> file, Map<String, String> texts, boolean needsAll) {
        BoundedFile.Contents contents = files.readNamedByUser(recipe, Limits.FILE_BYTES);
        if (contents instanceof BoundedFile.Unreadable unreadable) {
            return unreadable(ProblemCode.RECIPE_UNREADABLE, recipe, unreadable);
        }
        VariableMerge merge = new VariableMerge(file, texts, needsAll);
        ProblemCollector problems = new ProblemCollector(recipe.toString());
        Optional<Recipe> read = Optional.empty();
        if (contents instanceof BoundedFile.Whole whole) {
            read = YamlReader.read(whole.bytes(), problems)
                    .flatMap(document -> builder().build(new RecipeSource(recipe, document, problems, files), merge));
        } else {
            String message = "the recipe is larger than " + Limits.FILE_BYTES + " bytes";
            problems.add(ProblemCode.RECIPE_TOO_LARGE, Position.START, Pointer.ROOT, message);
        }
        List<Problem> all = new ArrayList<>(problems.sorted());
        file.ifPresent(values -> all.addAll(values.problems().sorted()));
        boolean isUsage = all.isEmpty();
        all.addAll(merge.problems());
        if (all.isEmpty() && read.isPresent()) {
            return new RecipeResult.Valid(read.get());
        }
        return isUsage ? new RecipeResult.WrongVariables(all) : new RecipeResult.Invalid(all);
    }

    private static RecipeResult unreadable(String code, Path file, BoundedFile.Unreadable unreadable) {
        return new RecipeResult.Unreadable(Problem.error(code, file + " cannot be read: " + unreadable.why()));
    }
}
