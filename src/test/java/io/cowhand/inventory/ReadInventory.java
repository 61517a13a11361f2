package io.cowhand.inventory;

import io.cowhand.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader makes of an inventory.
 *
 * @param images the images in their order
 * @param problems the problems as lines of text
 */
record ReadInventory(List<Listed> images, List<String> problems) {

    /** An image with its row and line. */
    record Listed(Path name, Map<String, String> row, int line) {}

    static ReadInventory of(InventoryFormat format, String text) throws IOException {
        return of(format, Optional.empty(), bytes(text));
    }

    /** Reads a text whose characters stand for single bytes. */
    static ReadInventory ofBytes(InventoryFormat format, String text) throws IOException {
        return of(format, Optional.empty(), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ReadInventory of(InventoryFormat format, Optional<String> column, byte[] bytes) throws IOException {
        return of(format, column, new ByteArrayInputStream(bytes));
    }

    static ReadInventory of(InventoryFormat format, Optional<String> column, InputStream in) throws IOException {
        List<Listed> images = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        format.read(
                in,
                "fleet",
                column,
                new InventoryProblems(problems::add),
                (name, row, line) -> images.add(new Listed(name, row, line)));
        return new ReadInventory(
                images, problems.stream().map(Problem::toString).toList());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    List<String> names() {
        return images.stream().map(image -> image.name.toString()).toList();
    }
}
