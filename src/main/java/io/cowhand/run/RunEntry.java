package io.cowhand.run;

import io.cowhand.fleet.PastRun;
import io.cowhand.fleet.RunState;
import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.RunMetadata;
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

    /** Returns the run's state. */
    public RunState state() {
        if (isLive) {
            return RunState.IN_PROGRESS;
        }
        if (summary.damage().isPresent()) {
            return RunState.DAMAGED;
        }
        if (summary.unresolved() > 0) {
            return RunState.UNRESOLVED;
        }
        return summary.ended() ? RunState.ENDED : RunState.INTERRUPTED;
    }

    /** Returns the run without its journal. */
    public PastRun past() {
        return new PastRun(
                id(),
                state(),
                summary.metadata().map(RunEntry::origin),
                summary.intents(),
                summary.written(),
                summary.unresolved(),
                rolledBackBy);
    }

    private static PastRun.Origin origin(RunMetadata metadata) {
        return new PastRun.Origin(
                metadata.startedAt(),
                metadata.user(),
                metadata.sudoUser(),
                metadata.host(),
                metadata.arguments(),
                metadata.command(),
                metadata.recipe(),
                metadata.name(),
                metadata.commit(),
                metadata.reason());
    }
}
