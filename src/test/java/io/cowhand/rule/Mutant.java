package io.cowhand.rule;

import io.cowhand.testing.ScratchImage;
import java.util.List;

/**
 * A real image with mistakes in its header, or in the tables that it points to.
 *
 * @param number with the seed, what makes the mutant again
 * @param variant the image that it was made from
 * @param fileSize bytes of the file
 * @param patches bytes outside the first cluster
 * @param story what was done to it
 */
record Mutant(int number, String variant, Beginning beginning, long fileSize, List<Patch> patches, List<String> story) {

    /** The file's first bytes, as many as the original's first cluster has. */
    record Beginning(byte[] bytes) {}

    /** Other bytes at an offset. */
    record Patch(long offset, byte[] bytes) {}

    /** Makes a file the mutant. */
    void write(ScratchImage image) {
        image.become(beginning.bytes(), fileSize);
        patches.stream()
                .filter(patch -> patch.offset() + patch.bytes().length <= fileSize)
                .forEach(patch -> image.patch(patch.offset(), patch.bytes()));
    }

    @Override
    public String toString() {
        return "mutant " + number + " of " + variant + " " + story;
    }
}
