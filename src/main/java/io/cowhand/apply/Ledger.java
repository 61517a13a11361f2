package io.cowhand.apply;

import io.cowhand.bytes.WriteSet;
import io.cowhand.journal.Outcome;
import io.cowhand.target.ImageReference;
import java.io.IOException;

/** Where a write is noted before it is done, and what came of it afterwards. */
public interface Ledger {

    /** Notes nothing: for images that are to be broken anyway. */
    Ledger NONE = new Ledger() {
        @Override
        public long intend(ImageReference image, WriteSet writes) {
            return 0;
        }

        @Override
        public void outcome(Outcome outcome) {
            // Nobody asks for it.
        }
    };

    /**
     * Notes what is about to be written, and answers when that will outlive a crash.
     *
     * @return the number to name in the outcome
     * @throws IOException when it cannot be noted; then the image must not be written
     */
    long intend(ImageReference image, WriteSet writes) throws IOException;

    /** Notes what came of it; without that, nobody knows whether the image is old, new or torn. */
    void outcome(Outcome outcome) throws IOException;
}
