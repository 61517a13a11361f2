package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import java.util.ArrayList;
import java.util.List;

/** What a text shows of the changes; the names are those of the command line. */
public enum Diff {
    /** Fields and values. */
    fields,
    /** Fields and values, and the bytes as a hex dump. */
    bytes;

    /** The most lines of a hex dump for a group of images. */
    private static final int GROUP = 64;

    /** Returns the lines that show the bytes of one image. */
    List<String> ofImage(ImageResult result, Style style) {
        return lines(result, style, "the bytes", Integer.MAX_VALUE);
    }

    /** Returns the lines that show the bytes of the first image of a group. */
    List<String> ofFirst(ImageResult result, Style style) {
        return lines(
                result, style, "the bytes of " + Escaped.plain(result.image().display()), GROUP);
    }

    private List<String> lines(ImageResult result, Style style, String what, int most) {
        if (this == fields || result.changes().isEmpty()) {
            return List.of();
        }
        if (result.header().isEmpty()) {
            return List.of("  " + what + " are not in these results; a saved plan has them");
        }
        List<String> lines = new ArrayList<>(List.of("  " + what + ":"));
        lines.addAll(HexDiff.lines(result.header().get(), style, most));
        return lines;
    }
}
