package io.cowhand.apply;

import io.cowhand.journal.Outcome;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a write that is never rolled back. It exists only while the image may be half-written, so that a crash
 * at that time can be recovered from. An atomic write has none.
 */
public final class TransientJournal implements WriteJournal, AutoCloseable {

    private final StateDirectory state;
    private final Supplier<RunMetadata> metadata;
    private @Nullable RunJournal journal;
    private int open;

    /** Creates a journal in a state directory, which is prepared when the first record needs it. */
    public TransientJournal(StateDirectory state, Supplier<RunMetadata> metadata) {
        this.state = state;
        this.metadata = metadata;
    }

    @Override
    public long recordIntents(List<PlannedWrite> writes) throws IOException {
        if (writes.stream().allMatch(write -> write.writes().change().isAtomic())) {
            return 0;
        }
        state.prepare();
        RunJournal begun = new RunJournal(state, metadata.get());
        journal = begun;
        open = writes.size();
        return begun.recordIntents(writes);
    }

    @Override
    public void recordOutcome(Outcome outcome) throws IOException {
        if (journal != null) {
            journal.recordOutcome(outcome);
            open--;
            if (open == 0) {
                remove(journal);
            }
        }
    }

    private void remove(RunJournal settled) throws IOException {
        String run = settled.run().orElseThrow();
        settled.end();
        settled.close();
        Optional<RecordedRun> recorded = state.find(run);
        if (recorded.isPresent()) {
            recorded.get().delete();
        }
    }

    /** Closes the journal; it is kept if the image may be half-written. */
    @Override
    public void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }
}
