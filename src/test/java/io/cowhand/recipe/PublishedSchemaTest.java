package io.cowhand.recipe;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.testing.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The schemas in the repository are those that the operations make; {@code -Dgoldens.update=true} renews them. */
class PublishedSchemaTest {

    private static final Path PUBLISHED = Path.of("schemas/recipe.schema.json");
    private static final Path PUBLISHED_FOR_INCLUDED = Path.of("schemas/steps.schema.json");

    @Test
    void thePublishedSchemaIsInStepWithTheOperations() {
        Golden.assertUpToDate(
                PUBLISHED, RecipeSchema.of(OperationCatalog.load()).text());
    }

    @Test
    void thePublishedSchemaOfIncludedFilesIsInStepWithTheFrame() {
        Golden.assertUpToDate(
                PUBLISHED_FOR_INCLUDED, RecipeSchema.of(OperationCatalog.load()).includedText());
    }
}
