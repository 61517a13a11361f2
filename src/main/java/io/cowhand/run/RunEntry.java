package io.cowhand.run;

import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.RecordedRun;
import java.util.List;

/**
 * A run as the history lists it.
 *
 * @param run the run
 * @param summary what its journal says
 * @param isLive whether a process is at work on it
 * @param rolledBackBy the ids of the runs that took it back, the oldest first
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
