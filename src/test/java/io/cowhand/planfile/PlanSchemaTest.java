package io.cowhand.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published schema describes the lines of plans, and nothing else. */
class PlanSchemaTest {

    private final Schema schema;

    @TempDir
    private Path folder;

    PlanSchemaTest() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("schemas/plan.schema.json")), InputFormat.JSON);
    }

    private boolean accepts(String line) {
        return schema.validate(line, InputFormat.JSON).isEmpty();
    }

    @Test
    void everyLineOfAPlanIsValid() throws IOException {
        List<String> lines = Files.readAllLines(SamplePlan.write(folder.resolve("p.plan")));
        assertThat(lines)
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(schema.validate(line, InputFormat.JSON))
                        .as(line)
                        .isEmpty());
    }

    @Test
    void unknownMembersMissingOnesAndOtherValuesAreNot() throws IOException {
        List<String> lines = Files.readAllLines(SamplePlan.write(folder.resolve("p.plan")));
        for (String line : lines) {
            assertThat(accepts(line.replaceFirst("\\{", "{\"other\":1,")))
                    .as(line)
                    .isFalse();
            assertThat(accepts(line.replace("\"1.0\"", "\"1.1\""))).as(line).isFalse();
        }
        String image = lines.get(1);
        assertThat(accepts(image.replaceFirst("\"window\":[0-9]+,", ""))).isFalse();
        assertThat(accepts(image.replace("would-change", "changed"))).isFalse();
        assertThat(accepts(image.replaceFirst("\"before\":\"[A-Z]", "\"before\":\"!")))
                .isFalse();
    }
}
