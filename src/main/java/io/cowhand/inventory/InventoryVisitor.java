package io.cowhand.inventory;

import java.nio.file.Path;

/** Receives the images of an inventory, in their order. */
@FunctionalInterface
public interface InventoryVisitor {

    /**
     * Receives an image.
     *
     * @param name its path, seen from the inventory's folder
     * @param row the columns beside the name
     * @param line the line on which it begins, from 1
     */
    void image(Path name, Row row, int line);
}
