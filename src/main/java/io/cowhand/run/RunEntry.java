package io.cowhand.run;

import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.RecordedRun;
import java.util.List;

/**
 * A run in the history.
 *
 * @param run the run
 * @param summary the summary of its journal
 * @param isLive whether it is in progress
 * @param rolledBackBy the ids of the runs that rolled it back, the oldest first
 */
public record RunEntry(RecordedRun run, JournalSummary summary, boolean isLive, List<String> rolledBackBy) {

    /** Copies the list. */
    public RunEntry {
        rolledBackBy = List.copyOf(rolledBackBy);
    }

    /** Returns the run's id. */
    public String id() {
        return run.id();
    }
}
