package io.cowhand.report;

import io.cowhand.fleet.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Images that have something in common: how many there are, and the first of their names. */
final class ImageNames {

    /** Names that are shown. */
    private static final int SHOWN = 3;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(Image image) {
        count++;
        if (first.size() < SHOWN) {
            first.add(Escaped.plain(image.display()));
        }
    }

    boolean isOne() {
        return count == 1;
    }

    /** How many: {@code 9,998 images}. */
    String counted() {
        return count(count, "image");
    }

    /** The names: {@code a.qcow2, b.qcow2, c.qcow2, …}. */
    @Override
    public String toString() {
        return String.join(", ", first) + (count > first.size() ? ", …" : "");
    }

    /** A number with a noun: {@code 1 image}, {@code 9,998 images}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
