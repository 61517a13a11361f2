package io.cowhand.recipe;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.schema.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of recipes: a frame, and one fragment for each operation.
 *
 * <p>A step is tied to the schema of its operation with {@code if} and {@code then} rather than {@code oneOf}, so that
 * validators and editors report what is wrong with that operation's arguments rather than that no alternative fits.
 */
public final class RecipeSchema {

    private final OperationCatalog catalog;
    private final ObjectNode frame;
    private final Map<String, ObjectNode> operations = new HashMap<>();

    private RecipeSchema(OperationCatalog catalog) {
        this.catalog = catalog;
        this.frame = (ObjectNode) JsonText.parse(RecipeFrame.JSON);
        // Written the same way.
        frame.withObject("/properties/bases")
                .set("items", frame.at("/properties/images/items").deepCopy());
        ObjectNode op = frame.withObject("/properties/steps/items/properties/op");
        ArrayNode names = op.putArray("enum");
        ArrayNode summaries = op.putArray("enumDescriptions");
        for (OperationHandler handler : catalog.handlers()) {
            names.add(handler.name());
            summaries.add(handler.summary());
        }
    }

    /**
     * Composes the schema.
     *
     * @throws InvalidFragmentException naming the handler, if a fragment cannot be used
     */
    public static RecipeSchema of(OperationCatalog catalog) {
        RecipeSchema schema = onDemand(catalog);
        catalog.handlers().forEach(schema::operation);
        return schema;
    }

    /**
     * Returns a schema that reads fragments when they are needed.
     *
     * <p>This takes less time, and a faulty operation does not affect recipes that do not use it.
     */
    static RecipeSchema onDemand(OperationCatalog catalog) {
        return new RecipeSchema(catalog);
    }

    /** Returns the whole schema, by which editors check and complete recipes as they are written. */
    public JsonNode tree() {
        ObjectNode whole = frame.deepCopy();
        ObjectNode variables = (ObjectNode) JsonText.parse(RecipeFrame.VARIABLES);
        whole.withObject("/properties/" + VariableMerge.KEY).setAll(variables);
        ObjectNode definitions = whole.putObject("$defs");
        definitions.set("variable", JsonText.parse(RecipeFrame.VARIABLE));
        if (catalog.handlers().isEmpty()) {
            return whole; // an empty allOf would not be a schema
        }
        ArrayNode cases = whole.withObject("/properties/steps/items").putArray("allOf");
        for (OperationHandler handler : catalog.handlers()) {
            ObjectNode one = cases.addObject();
            ObjectNode condition = one.putObject("if").put("type", "object");
            condition.putObject("properties").putObject("op").put("const", handler.name());
            condition.putArray("required").add("op");
            one.putObject("then").put("$ref", "#/$defs/op-" + handler.name());
            definitions.set("op-" + handler.name(), EditorSchema.of(operation(handler)));
        }
        return whole;
    }

    /** Returns the whole schema as indented text, the same for the same operations. */
    public String text() {
        return JsonText.pretty(tree());
    }

    /**
     * Returns the schema of a file that recipes include, as indented text. It refers to that of recipes, in the file
     * {@code recipe.schema.json} beside it.
     */
    public String includedText() {
        ObjectNode included = includedFrame();
        included.put("title", "Cowhand steps");
        included.put("description", "Steps that recipes include, with defaults for their variables.");
        ObjectNode properties = included.withObject("/properties");
        for (String key : List.copyOf(properties.propertyNames())) {
            properties.putObject(key).put("$ref", "recipe.schema.json#/properties/" + key);
        }
        return JsonText.pretty(included);
    }

    /** Returns the schema of a recipe without the arguments of steps. */
    ObjectNode frame() {
        return frame;
    }

    /** Returns the schema of a file that recipes include, without the arguments of steps. */
    ObjectNode includedFrame() {
        ObjectNode included = frame.deepCopy();
        included.putArray("required").add("cowhand").add(IncludedSteps.STEPS);
        included.withObject("/properties").retain("cowhand", IncludedSteps.STEPS, "vars");
        return included;
    }

    /**
     * Returns the schema of steps with one operation.
     *
     * @throws InvalidFragmentException naming the handler, if its fragment cannot be used
     */
    ObjectNode operation(OperationHandler handler) {
        return operations.computeIfAbsent(handler.name(), any -> OperationSchema.of(handler));
    }
}
