package io.cowhand.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The format of an inventory. */
public enum InventoryFormat {
    /** One name on each line, or names separated by NUL, byte by byte. */
    LINES {
        @Override
        void read(LineInput in, Optional<String> column, Findings findings, InventoryVisitor images)
                throws IOException {
            new NameLines(in, findings).read(images);
        }
    },
    /** CSV (RFC 4180) with a header line, in UTF-8. */
    CSV {
        @Override
        void read(LineInput in, Optional<String> column, Findings findings, InventoryVisitor images)
                throws IOException {
            new CsvTable(new TextLines(in, findings), column, findings).read(images);
        }
    },
    /** JSON Lines: an object of texts on each line, in UTF-8. */
    JSONL {
        @Override
        void read(LineInput in, Optional<String> column, Findings findings, InventoryVisitor images)
                throws IOException {
            new JsonObjects(new TextLines(in, findings), column, findings).read(images);
        }
    };

    /** The column that names the image, unless another one is given. */
    static final String PATH = "path";

    abstract void read(LineInput in, Optional<String> column, Findings findings, InventoryVisitor images)
            throws IOException;

    /** Returns the format of a file by the suffix of its name: lines, unless it is that of another format. */
    public static InventoryFormat ofName(String file) {
        for (InventoryFormat format : values()) {
            if (file.toLowerCase(Locale.ROOT).endsWith("." + format.label())) {
                return format;
            }
        }
        return LINES;
    }

    /** Returns the format of a name in recipes; nothing for other names. */
    public static Optional<InventoryFormat> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst();
    }

    /** Returns the name in recipes: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads an inventory.
     *
     * @param in the inventory's bytes
     * @param file the inventory, for display
     * @param column the column or member that names the image; if empty, {@code path}
     * @param problems receives the problems, after which the images are not complete
     * @param images receives the images
     * @throws IOException if the inventory cannot be read
     */
    public void read(
            InputStream in, String file, Optional<String> column, InventoryProblems problems, InventoryVisitor images)
            throws IOException {
        Findings findings = new Findings(file, problems);
        LineInput lines = new LineInput(in);
        try {
            read(lines, column, findings, images);
        } catch (LineInput.TooLongException tooLong) {
            findings.add(ProblemCode.TOO_LONG, lines.number(), 1, String.valueOf(tooLong.getMessage()));
        }
    }
}
