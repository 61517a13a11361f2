package io.cowhand.expression;

import java.util.List;

/**
 * The facts of an image's backing file, as far as it is among the files that the recipe names.
 *
 * @param found whether it is
 * @param path its path for display
 * @param format its format, as QEMU names it
 * @param size its virtual size in bytes
 * @param depth the number of images below it, with itself
 * @param problems the codes of what is wrong with it
 */
public record BackingFacts(boolean found, String path, String format, long size, int depth, List<String> problems) {

    /** No backing file, or none that may be read. */
    public static final BackingFacts NONE = new BackingFacts(false, "", "", 0, 0, List.of());

    /** Copies the list. */
    public BackingFacts {
        problems = List.copyOf(problems);
    }
}
