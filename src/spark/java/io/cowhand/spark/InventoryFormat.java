package io.cowhand.spark;

import java.util.Locale;

/** The format of an inventory that Spark reads. */
enum InventoryFormat {
    parquet,
    csv,
    jsonl,
    text;

    /** Returns the format by the suffix of a name; text for any other suffix. */
    static InventoryFormat ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT)
                .replaceFirst("[.](gz|bz2|zst)$", "")
                .replaceFirst("/+$", "");
        for (InventoryFormat format : values()) {
            if (lower.endsWith("." + format.name())) {
                return format;
            }
        }
        return text;
    }
}
