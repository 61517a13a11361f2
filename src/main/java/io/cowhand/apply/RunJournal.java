package io.cowhand.apply;

import io.cowhand.journal.Journal;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The journal of a run, begun when there is something to note: a run that writes nothing leaves none. */
public final class RunJournal implements WriteJournal, AutoCloseable {

    private final StateDirectory state;
    private final RunMetadata metadata;
    private Optional<Journal> journal = Optional.empty();
    private Optional<IOException> failure = Optional.empty();

    /** A journal in a state directory that is ready for use. */
    public RunJournal(StateDirectory state, RunMetadata metadata) {
        this.state = state;
        this.metadata = metadata;
    }

    @Override
    public long intend(List<PlannedWrite> writes) throws IOException {
        return begun().intend(writes.stream()
                .map(write -> new Journal.Write(
                        write.image().display(),
                        write.image().fileUri(),
                        write.file().device(),
                        write.file().inode(),
                        write.link(),
                        write.writes(),
                        write.undo()))
                .toList());
    }

    @Override
    public void outcome(Outcome outcome) throws IOException {
        begun().outcome(outcome);
    }

    private synchronized Journal begun() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (journal.isEmpty()) {
            try {
                journal = Optional.of(state.begin(metadata));
            } catch (IOException error) {
                failure = Optional.of(error);
                throw error;
            }
        }
        return journal.get();
    }

    /** Returns the run's id, whether it has begun or not. */
    public String id() {
        return metadata.run();
    }

    /** Returns the run's id, where it wrote anything. */
    public synchronized Optional<String> run() {
        return journal.map(Journal::run);
    }

    /** Notes that the run ended in order. */
    public synchronized void end() throws IOException {
        if (journal.isPresent()) {
            journal.get().end();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (journal.isPresent()) {
            journal.get().close();
        }
    }
}
