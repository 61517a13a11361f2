package io.cowhand.recipe;

import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.ImageSource;
import io.cowhand.inventory.InventoryFormat;
import io.cowhand.inventory.StandardInput;
import io.cowhand.yaml.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the entries of a recipe that name files. */
final class ImageEntries {

    private final RecipeSource source;
    private final Expressions expressions;
    private final ImageResolver resolver;

    /** Creates a reader of entries whose texts may contain variables. */
    ImageEntries(RecipeSource source, Expressions expressions) {
        this.source = source;
        this.expressions = expressions;
        this.resolver = new ImageResolver(source.folder());
    }

    /** Returns the entries of the list under a key, and reports those that are not valid. */
    List<ImageEntry> read(String key) {
        JsonNode list = source.document().tree().path(key);
        List<ImageEntry> entries = new ArrayList<>();
        for (int i = 0; i < list.size() && list.isArray(); i++) {
            Pointer at = Pointer.of(key).child(i);
            Optional<ImageEntry> entry = entry(list.get(i), at);
            if (entry.filter(ImageEntries::isStandardInput).isPresent()
                    && entries.stream().anyMatch(ImageEntries::isStandardInput)) {
                source.report(
                        ProblemCode.STANDARD_INPUT_TWICE, at.child("list"), "standard input can be read only once");
            }
            entry.ifPresent(entries::add);
        }
        return entries;
    }

    /** Returns the entry at a pointer; nothing if it is not valid, or depends on a variable that has no value yet. */
    private Optional<ImageEntry> entry(JsonNode node, Pointer at) {
        List<String> exclude = new ArrayList<>();
        JsonNode globs = node.path("exclude");
        for (int i = 0; i < globs.size() && globs.isArray(); i++) {
            text(globs.get(i), at.child("exclude").child(i)).ifPresent(exclude::add);
        }
        Optional<ImageEntry> entry =
                imageSource(node, at).map(images -> new ImageEntry(images, exclude, source.location(at)));
        entry.ifPresent(each -> resolver.validate(each).forEach(source.problems()::add));
        return entry;
    }

    private Optional<ImageSource> imageSource(JsonNode node, Pointer at) {
        if (!node.isObject()) {
            return text(node, at).map(ImageSource.Pattern::new);
        }
        Optional<String> path = text(node.path("path"), at.child("path"));
        return node.has("list")
                ? text(node.path("list"), at.child("list"))
                        .map(list -> new ImageSource.Listed(
                                list,
                                InventoryFormat.ofLabel(node.path("format").stringValue("")),
                                path))
                : path.map(ImageSource.Pattern::new);
    }

    private static boolean isStandardInput(ImageEntry entry) {
        return entry.source() instanceof ImageSource.Listed list && list.text().equals(StandardInput.NAME);
    }

    /** Returns a text that is not empty; what is no such text has been reported by the schema. */
    private Optional<String> text(JsonNode node, Pointer at) {
        return node.isString() && !node.stringValue().isEmpty()
                ? expressions.text(source, at, node.stringValue()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
