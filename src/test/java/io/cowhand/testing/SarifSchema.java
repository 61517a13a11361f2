package io.cowhand.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The standard's schema of SARIF. */
public final class SarifSchema {

    private static final String TEXT = text();

    private SarifSchema() {}

    private static String text() {
        try (InputStream in =
                Objects.requireNonNull(SarifSchema.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Fails unless a text is valid; returns its one run. */
    public static JsonNode run(String text) {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(TEXT, InputFormat.JSON)
                        .validate(
                                text,
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
        JsonNode runs = JsonMapper.shared().readTree(text).get("runs");
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }
}
