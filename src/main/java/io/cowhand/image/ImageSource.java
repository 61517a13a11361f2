package io.cowhand.image;

import io.cowhand.inventory.InventoryFormat;
import java.util.Optional;

/** How an entry of a recipe names images. */
public sealed interface ImageSource {

    /** Returns what the entry says, for messages. */
    String text();

    /** Returns in words that the entry names nothing of a kind: {@code image}, {@code base}. */
    String emptiness(String what);

    /** Returns whether the images can have rows. */
    boolean hasRows();

    /** Returns whether the images have rows that all have the same columns. */
    boolean hasColumns();

    /**
     * A path, a {@code file:} URI or a glob.
     *
     * @param text the text; a relative path starts at the recipe's folder
     */
    record Pattern(String text) implements ImageSource {
        @Override
        public String emptiness(String what) {
            return "\"" + text + "\" matches no " + what;
        }

        @Override
        public boolean hasRows() {
            return false;
        }

        @Override
        public boolean hasColumns() {
            return false;
        }
    }

    /**
     * An inventory.
     *
     * @param text the path of the file, or {@code -} for standard input
     * @param format the format; if empty, the suffix of the file's name decides
     * @param column the column that names the image; if empty, {@code path}
     */
    record Listed(String text, Optional<InventoryFormat> format, Optional<String> column) implements ImageSource {
        @Override
        public String emptiness(String what) {
            return "the list \"" + text + "\" names no " + what;
        }

        @Override
        public boolean hasRows() {
            return actualFormat() != InventoryFormat.LINES;
        }

        @Override
        public boolean hasColumns() {
            return actualFormat() == InventoryFormat.CSV;
        }

        /** Returns the format, which the suffix of the file's name tells unless it is given. */
        InventoryFormat actualFormat() {
            return format.orElseGet(() -> InventoryFormat.ofName(text));
        }
    }
}
