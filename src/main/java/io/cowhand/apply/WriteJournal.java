package io.cowhand.apply;

import io.cowhand.journal.Outcome;
import java.io.IOException;
import java.util.List;

/** Where a write is noted before it is done, and what came of it afterwards. */
public interface WriteJournal {

    /** Notes nothing: for images that are to be broken anyway. */
    WriteJournal NONE = new WriteJournal() {
        @Override
        public long recordIntents(List<PlannedWrite> writes) {
            return 0;
        }

        @Override
        public void recordOutcome(Outcome outcome) {
            // Nobody asks for it.
        }
    };

    /**
     * Notes what is about to be written, and answers when that will outlive a crash.
     *
     * @return the number to name in the outcome of the first write; those of the others follow
     * @throws IOException when it cannot be noted; then no image must be written
     */
    long recordIntents(List<PlannedWrite> writes) throws IOException;

    /** Notes what came of it; without that, nobody knows what the image holds. */
    void recordOutcome(Outcome outcome) throws IOException;
}
