package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The schema in the repository is the one that the operations make; {@code -Dgoldens.update=true} renews it. */
class PublishedSchemaTest {

    private static final Path PUBLISHED = Path.of("schemas/recipe.schema.json");

    @Test
    void thePublishedSchemaIsInStepWithTheOperations() throws IOException {
        String composed = RecipeSchema.of(OperationCatalog.load()).text();
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(PUBLISHED, composed);
        }
        assertThat(PUBLISHED).hasContent(composed);
    }
}
