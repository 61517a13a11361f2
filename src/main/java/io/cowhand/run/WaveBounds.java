package io.cowhand.run;

import io.cowhand.fleet.Portion;
import io.cowhand.fleet.Waves;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where the waves of a fleet end.
 *
 * @param waves the waves, in order; empty if there are none
 */
public record WaveBounds(List<Wave> waves) {

    /** No waves. */
    public static final WaveBounds NONE = new WaveBounds(List.of());

    /** Copies the list. */
    public WaveBounds {
        waves = List.copyOf(waves);
    }

    /**
     * A wave.
     *
     * @param end the position after its last image, of all images of the fleet from 0
     * @param images the number of its images, without skipped ones; 0 if it adds none to those before it
     */
    public record Wave(long end, long images) {}

    /**
     * Divides a fleet. A skipped image lies in the wave of the next image that is not.
     *
     * @param images the number of images
     * @param skipped the positions of the skipped ones
     */
    public static WaveBounds of(Waves waves, int images, BitSet skipped) {
        int all = images - skipped.cardinality();
        List<Wave> bounds = new ArrayList<>();
        int end = 0;
        long passed = 0;
        for (Portion portion : waves.ends()) {
            long before = passed;
            for (long last = Math.min(all, portion.of(all)); passed < last; passed++) {
                end = skipped.nextClearBit(end) + 1;
            }
            bounds.add(new Wave(portion.equals(Portion.ALL) ? images : end, passed - before));
        }
        return new WaveBounds(bounds);
    }

    /** Returns whether the wave with an index is the last one with images. */
    public boolean isLast(int index) {
        return waves.subList(index + 1, waves.size()).stream().allMatch(later -> later.images == 0);
    }
}
