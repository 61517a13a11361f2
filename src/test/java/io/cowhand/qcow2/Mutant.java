package io.cowhand.qcow2;

import java.util.List;

/**
 * A real image with mistakes in its header.
 *
 * @param number with the seed, what makes the mutant again
 * @param variant the image that it was made from
 * @param fileSize bytes of the file
 * @param story what was done to it
 */
record Mutant(int number, String variant, Beginning beginning, long fileSize, List<String> story) {

    /** The file's first bytes, as many as the original's first cluster has. */
    record Beginning(byte[] bytes) {}

    @Override
    public String toString() {
        return "mutant " + number + " of " + variant + " " + story;
    }
}
