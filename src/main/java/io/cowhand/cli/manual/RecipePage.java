package io.cowhand.cli.manual;

import static io.cowhand.cli.manual.ManualPage.bold;

import io.cowhand.cli.manual.ManualPage.Release;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.recipe.RecipeSchema;
import io.cowhand.report.OperationText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The manual page of recipes, from their schema and from the operations. */
final class RecipePage {

    /** What every operation has as well; shown once. */
    private static final Set<String> COMMON = Set.of("op", "name", "when", "unsafe");

    /** A recipe that is valid. */
    static final String EXAMPLE = """
            cowhand: 1
            name: relocate-base-images
            vars: {old: /mnt/nfs1, new: /srv/ceph}
            images: [overlays/*.qcow2]
            bases: ["${vars.new}/**/*.{qcow2,raw}"]
            steps:
              - op: move-backing
                from: ${vars.old}
                to: ${vars.new}
              - op: set-backing-format
                format: ${backing.format}
                when: backing_format == "" && backing.found
            """;

    private final ManualPage page;
    private final OperationCatalog catalog = OperationCatalog.load();
    private final JsonNode schema = RecipeSchema.of(catalog).tree();

    private RecipePage(Release release) {
        this.page = new ManualPage(
                "cowhand-recipe", 5, release, "which qcow2 images to edit, and what to change in their headers");
    }

    /** Returns the page. */
    static ManualPage of(Release release) {
        return new RecipePage(release).write();
    }

    private ManualPage write() {
        page.section("Description");
        page.text(
                "A recipe is a file in YAML 1.2 that names images and the steps to do to each of them, in order. All steps of"
                        + " one image succeed, or none does. Each step states what is wanted, so that applying a recipe again changes"
                        + " nothing.");
        page.paragraph(
                "The language is strict: a key that does not exist, a key that is given twice, and a value of another type"
                        + " are errors, which cowhand validate shows with line and column.");
        page.paragraph(
                "Text may hold expressions in ${...}; where, when and that of assert are expressions. They are written in"
                        + " CEL, and read the header's fields by the names of the specification, and backing_file, backing_format,"
                        + " labels, features, path, row, vars and others. $${ stands for ${ itself.");
        page.section("Keys");
        keys(schema);
        page.section("Steps");
        page.text("Each step has one of the operations below, with its arguments beside op, and may have these keys:");
        JsonNode any = schema.at("/$defs/op-" + catalog.handlers().get(0).name() + "/properties");
        any.properties().stream()
                .filter(each -> COMMON.contains(each.getKey()) && !each.getKey().equals("op"))
                .forEach(each -> key(each.getKey(), each.getValue(), false));
        page.paragraph("A step may also be a file of steps, without op:");
        key("include", schema.at("/properties/steps/items/properties/include"), false);
        page.section("Operations");
        catalog.handlers().forEach(this::operation);
        page.section("Examples");
        page.text("Overlays of a store that has moved:");
        page.example(EXAMPLE.lines().toList());
        page.section("See also");
        page.set(Stream.of(
                        "cowhand", "cowhand-apply", "cowhand-ops", "cowhand-plan", "cowhand-schema", "cowhand-validate")
                .map(name -> bold(name) + "(1)")
                .collect(Collectors.joining(", ")));
        return page;
    }

    /** Adds the keys of a mapping. */
    private void keys(JsonNode mapping) {
        Set<String> required = new TreeSet<>(
                mapping.path("required").valueStream().map(JsonNode::asString).toList());
        mapping.path("properties")
                .properties()
                .forEach(each -> key(each.getKey(), each.getValue(), required.contains(each.getKey())));
    }

    private void key(String name, JsonNode value, boolean isRequired) {
        String kind = OperationText.type(value)
                + (isRequired ? ", required" : "")
                + (value.has("default") ? ", default " + value.get("default").asString() : "");
        page.term(bold(name) + " (" + ManualPage.escaped(kind) + ")", description(value));
        JsonNode inner = value.has("items") ? value.path("items") : value;
        boolean isSteps = inner.path("properties").has("op");
        if (inner.path("properties").size() > 0 && !isSteps) {
            page.within(() -> keys(inner));
        }
    }

    private static String description(JsonNode value) {
        String item = value.path("items").path("description").stringValue("");
        return Stream.of(
                        Stream.of(value.path("description").stringValue("")),
                        OperationText.limits(value, limit -> limit).stream(),
                        Stream.of(
                                item.isEmpty()
                                        ? ""
                                        : "Each one: " + item.substring(0, 1).toLowerCase(Locale.ROOT)
                                                + item.substring(1)))
                .flatMap(texts -> texts)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private void operation(OperationHandler handler) {
        page.subsection(handler.name());
        page.text(handler.summary() + "."
                + (handler.alwaysUnsafe() ? " Each step that uses it needs unsafe: true." : ""));
        keys(OperationText.schema(handler));
        if (!handler.refusals().isEmpty()) {
            page.paragraph("Refuses: " + handler.refusals());
        }
        page.example(List.of(("- " + handler.example().strip().replace("\n", "\n  ")).split("\n")));
    }
}
