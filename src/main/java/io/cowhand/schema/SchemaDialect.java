package io.cowhand.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The dialect of JSON Schema 2020-12 by which documents are validated.
 *
 * <p>The validator's standard dialect takes three times as long to start: it sets up all formats, and its {@code enum}
 * and {@code const} start an object mapper for messages that are not used here. Its {@code oneOf} and {@code anyOf}
 * report the errors of all alternatives; the ones here report those of the alternative that was probably meant.
 */
final class SchemaDialect {

    private static final List<KeywordType> STANDARD = List.of(
            KeywordType.TYPE,
            KeywordType.PROPERTIES,
            KeywordType.REQUIRED,
            KeywordType.ADDITIONAL_PROPERTIES,
            KeywordType.PATTERN_PROPERTIES,
            KeywordType.PROPERTY_NAMES,
            KeywordType.MIN_PROPERTIES,
            KeywordType.MAX_PROPERTIES,
            KeywordType.DEPENDENT_REQUIRED,
            KeywordType.DEPENDENT_SCHEMAS,
            KeywordType.ITEMS,
            KeywordType.PREFIX_ITEMS,
            KeywordType.CONTAINS,
            KeywordType.MIN_CONTAINS,
            KeywordType.MAX_CONTAINS,
            KeywordType.MIN_ITEMS,
            KeywordType.MAX_ITEMS,
            KeywordType.UNIQUE_ITEMS,
            KeywordType.MINIMUM,
            KeywordType.MAXIMUM,
            KeywordType.EXCLUSIVE_MINIMUM,
            KeywordType.EXCLUSIVE_MAXIMUM,
            KeywordType.MULTIPLE_OF,
            KeywordType.MIN_LENGTH,
            KeywordType.MAX_LENGTH,
            KeywordType.PATTERN,
            KeywordType.ALL_OF,
            KeywordType.NOT,
            KeywordType.IF_THEN_ELSE);

    private static final List<String> SAY_NOTHING = List.of(
            "$schema",
            "$comment",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "enumDescriptions",
            "then",
            "else",
            "contentEncoding",
            "contentMediaType");

    /**
     * Keywords that are not supported. Ignoring them would accept documents that editors and other validators reject.
     */
    private static final Set<String> REFUSED = Set.of(
            "$ref",
            "$defs",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "dependencies",
            "unevaluatedItems",
            "unevaluatedProperties");

    private final SchemaRegistry registry;

    SchemaDialect() {
        List<Keyword> keywords = new ArrayList<>(STANDARD);
        keywords.add(new EqualityKeyword("const"));
        keywords.add(new EqualityKeyword("enum"));
        keywords.add(new ChoiceKeyword("oneOf"));
        keywords.add(new ChoiceKeyword("anyOf"));
        SAY_NOTHING.forEach(name -> keywords.add(new NonValidationKeyword(name)));
        Dialect dialect = Dialect.builder("https://json-schema.org/draft/2020-12/schema")
                .specificationVersion(SpecificationVersion.DRAFT_2020_12)
                .idKeyword("$id")
                .keywords(keywords)
                .unknownKeywordFactory((name, context) -> unknown(name))
                .build();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ROOT)
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(false)
                .preloadSchema(false)
                .build();
        this.registry = SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config));
    }

    private static Keyword unknown(String name) {
        if (REFUSED.contains(name)) {
            throw new IllegalArgumentException("the keyword \"" + name + "\" is not supported");
        }
        return new NonValidationKeyword(name);
    }

    /**
     * Prepares a schema for use.
     *
     * @throws RuntimeException of various types, if the schema is not valid
     */
    Schema compile(JsonNode schema) {
        return registry.getSchema(schema);
    }
}
