package io.cowhand.apply;

import io.cowhand.journal.Outcome;
import java.io.IOException;
import java.util.List;

/** Records writes before they begin, and their outcomes afterwards. */
public interface WriteJournal {

    /** Records nothing: for images that may break, such as those of tests. */
    WriteJournal NONE = new WriteJournal() {
        @Override
        public long recordIntents(List<PlannedWrite> writes) {
            return 0;
        }

        @Override
        public void recordOutcome(Outcome outcome) {
            // Nothing reads it.
        }
    };

    /**
     * Records the intents to write, and returns when they would survive a crash.
     *
     * @return the number of the first intent, which its outcome names; the others follow
     * @throws IOException if they cannot be recorded; then no image must be written
     */
    long recordIntents(List<PlannedWrite> writes) throws IOException;

    /** Records the outcome of a write; without it, what the image holds is unknown. */
    void recordOutcome(Outcome outcome) throws IOException;
}
