package io.cowhand.run;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import java.util.BitSet;

/** What is remembered of the plan of a whole fleet: counts, and the positions of skipped images. */
final class PlanCount {

    private final BitSet skipped = new BitSet();
    private int all;
    private long changes;

    /** Adds the result for the next image. */
    void add(ImageResult result) {
        if (result.status() == Status.SKIPPED) {
            skipped.set(all);
        }
        changes += result.status() == Status.WOULD_CHANGE ? 1 : 0;
        all++;
    }

    /** Returns the positions of the skipped images. */
    BitSet skipped() {
        return skipped;
    }

    /** Returns the number of images without skipped ones. */
    long images() {
        return all - skipped.cardinality();
    }

    /** Returns the number of images that would change. */
    long changes() {
        return changes;
    }
}
