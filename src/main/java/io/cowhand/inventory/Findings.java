package io.cowhand.inventory;

/**
 * The problems of one inventory.
 *
 * @param file the inventory, for display
 * @param all the problems of all inventories
 */
record Findings(String file, InventoryProblems all) {

    void add(String code, int line, int column, String message) {
        all.add(code, file, line, column, message);
    }

    boolean isFull() {
        return all.isFull();
    }
}
