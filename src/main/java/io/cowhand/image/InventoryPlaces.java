package io.cowhand.image;

import io.cowhand.inventory.Row;
import java.util.ArrayList;
import java.util.List;

/** Numbers the lines of all inventories of a search, so that each of them is told by one small number. */
final class InventoryPlaces {

    private final List<Place> starts = new ArrayList<>();
    private int begun;
    private int last;

    /**
     * A line of an inventory.
     *
     * @param file the inventory, for display
     * @param line from 1
     */
    record Place(String file, int line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Begins an inventory. */
    void begin(String file) {
        begun = last;
        starts.add(new Place(file, begun));
    }

    /** Returns the mention of an image on a line of the inventory that was begun last. */
    Mention mention(int line, Row row) {
        last = Math.addExact(begun, line);
        return new Mention(last, row.digest());
    }

    /** Returns the line of a mention in an inventory. */
    Place find(Mention mention) {
        int at = starts.size() - 1;
        while (starts.get(at).line() >= mention.place()) {
            at--;
        }
        return new Place(starts.get(at).file(), mention.place() - starts.get(at).line());
    }
}
