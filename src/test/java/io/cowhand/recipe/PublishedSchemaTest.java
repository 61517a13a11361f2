package io.cowhand.recipe;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.testing.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The schema in the repository is the one that the operations make; {@code -Dgoldens.update=true} renews it. */
class PublishedSchemaTest {

    private static final Path PUBLISHED = Path.of("schemas/recipe.schema.json");

    @Test
    void thePublishedSchemaIsInStepWithTheOperations() {
        Golden.assertUpToDate(
                PUBLISHED, RecipeSchema.of(OperationCatalog.load()).text());
    }
}
