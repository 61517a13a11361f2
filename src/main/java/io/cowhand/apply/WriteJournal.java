package io.cowhand.apply;

import io.cowhand.journal.Outcome;
import java.io.IOException;
import java.util.List;

/** Records intents before images are written, and outcomes afterwards. */
public interface WriteJournal {

    /** Records nothing: for images that need no recovery, such as those of tests. */
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
     * Records the intents of writes, and returns when they are durable.
     *
     * @return the number of the first intent, by which its outcome refers to it; the others follow
     * @throws IOException if they cannot be recorded; no image must be written then
     */
    long recordIntents(List<PlannedWrite> writes) throws IOException;

    /** Records the outcome of a write; without it, the image is unresolved. */
    void recordOutcome(Outcome outcome) throws IOException;
}
