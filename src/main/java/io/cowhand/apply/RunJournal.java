package io.cowhand.apply;

import io.cowhand.journal.Journal;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The journal of a run, created with its first record: a run that writes nothing leaves no journal. */
public final class RunJournal implements WriteJournal, AutoCloseable {

    private final StateDirectory state;
    private final RunMetadata metadata;
    private @Nullable Journal journal;
    private @Nullable IOException failure;
    private boolean isClosed;

    /** Creates a journal in a state directory that has been prepared. */
    public RunJournal(StateDirectory state, RunMetadata metadata) {
        this.state = state;
        this.metadata = metadata;
    }

    /** Creates a journal that is begun already. */
    public RunJournal(StateDirectory state, RunMetadata metadata, Journal begun) {
        this(state, metadata);
        journal = begun;
    }

    /** Begins the journal now, before the first image is written. */
    public void begin() throws IOException {
        journal();
    }

    @Override
    public long recordIntents(List<PlannedWrite> writes) throws IOException {
        return journal()
                .recordIntents(writes.stream()
                        .map(write -> new Journal.Write(
                                write.image().display(),
                                write.image().fileUri(),
                                write.file().id(),
                                write.link(),
                                write.writes(),
                                write.undo(),
                                write.ordinal()))
                        .toList());
    }

    @Override
    public void recordOutcome(Outcome outcome) throws IOException {
        journal().recordOutcome(outcome);
    }

    private synchronized Journal journal() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (journal == null) {
            try {
                journal = state.begin(metadata);
            } catch (IOException error) {
                failure = error;
                throw error;
            }
        }
        return journal;
    }

    /** Returns the run's id, whether or not the journal exists. */
    public String id() {
        return metadata.run();
    }

    /** Returns the run's id if the journal exists. */
    public synchronized Optional<String> run() {
        return Optional.ofNullable(journal).map(Journal::run);
    }

    /** Records that the run ended normally. */
    public synchronized void end() throws IOException {
        if (journal != null) {
            uninterrupted(journal::end);
        }
    }

    /** Writes the outcomes recorded so far, also of a run that an exception ended, and releases the journal. */
    @Override
    public synchronized void close() throws IOException {
        if (journal != null && !isClosed) {
            isClosed = true;
            try (Journal open = journal) {
                uninterrupted(open::sync);
            }
        }
    }

    /** A call that writes to the journal. */
    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    /** Makes a call while the thread is not interrupted: an interrupt would close the journal's channel. */
    private static void uninterrupted(Call call) throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            call.run();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
