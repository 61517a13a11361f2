package io.cowhand.run;

import io.cowhand.apply.RecordedImage;
import io.cowhand.bytes.SectorChange;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.journal.Intent;
import io.cowhand.journal.JournalException;
import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Lists, finds and shows the runs of a state directory. */
public final class RunHistory {

    /** The name of the newest run. */
    public static final String LAST = "last";

    private static final String ROLLBACK = "rollback";

    private final StateDirectory state;

    /** Creates the history of a state directory, which need not exist. */
    public RunHistory(StateDirectory state) {
        this.state = state;
    }

    /**
     * Returns all runs whose journals can be read, the oldest first.
     *
     * @param unreadable receives the problem of each of the others
     * @throws IOException if the directory cannot be read
     */
    public List<RunEntry> list(Consumer<Problem> unreadable) throws IOException {
        List<RunEntry> entries = new ArrayList<>();
        Map<String, List<String>> rollbacks = new HashMap<>();
        for (RecordedRun run : state.runs()) {
            try {
                // Checked before the journal is read: a record that a run in progress has half written looks like
                // damage.
                boolean isLive = run.isLive();
                JournalSummary summary = run.summary();
                entries.add(new RunEntry(run, summary, isLive, List.of()));
                rolledBack(summary)
                        .ifPresent(earlier -> rollbacks
                                .computeIfAbsent(earlier, none -> new ArrayList<>())
                                .add(run.id()));
            } catch (JournalException damaged) {
                unreadable.accept(Problem.error(ProblemCode.JOURNAL_UNREADABLE, String.valueOf(damaged.getMessage())));
            }
        }
        return entries.stream()
                .map(entry -> new RunEntry(
                        entry.run(), entry.summary(), entry.isLive(), rollbacks.getOrDefault(entry.id(), List.of())))
                .toList();
    }

    /**
     * Returns the run with an id, a unique prefix of one, or {@code last}.
     *
     * @throws IllegalArgumentException if there is no such run, or more than one
     * @throws IOException if the directory cannot be read
     */
    public RecordedRun find(String name) throws IOException {
        List<RecordedRun> all = state.runs();
        List<RecordedRun> found = name.equals(LAST)
                ? all.subList(Math.max(0, all.size() - 1), all.size())
                : all.stream()
                        .filter(run -> !name.isEmpty() && run.id().startsWith(name))
                        .toList();
        Optional<RecordedRun> exact =
                found.stream().filter(run -> run.id().equals(name)).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no run \"" + name + "\" in " + state.path() + "; 'cowhand runs' lists them");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("the ids of " + found.size() + " runs begin with \"" + name + "\": "
                    + found.get(0).id() + ", " + found.get(1).id() + (found.size() > 2 ? ", …" : ""));
        }
        return found.get(0);
    }

    /**
     * Returns the run to roll back. The last run may be a rollback: rolling that back restores the changes that were just
     * undone, which a repeated command must not do.
     *
     * @throws IllegalArgumentException if there is no such run, or more than one, or {@code last} names a rollback
     * @throws IOException if the directory or the journal cannot be read
     */
    public RecordedRun findToRollBack(String name) throws IOException {
        RecordedRun run = find(name);
        if (name.equals(LAST)) {
            Optional<String> earlier = rolledBack(run.summary());
            if (earlier.isPresent()) {
                throw new IllegalArgumentException("the last run, " + run.id() + ", is a rollback of " + earlier.get()
                        + "; to roll it back, which restores the changes, give its id");
            }
        }
        return run;
    }

    /** Returns a run with the summary of its journal. */
    public RunEntry entry(RecordedRun run) throws IOException {
        boolean isLive = run.isLive();
        JournalSummary summary = run.summary();
        List<String> rolledBackBy = new ArrayList<>();
        for (RecordedRun other : state.runs()) {
            if (!other.id().equals(run.id()) && rollsBack(other, run.id())) {
                rolledBackBy.add(other.id());
            }
        }
        return new RunEntry(run, summary, isLive, rolledBackBy);
    }

    private static boolean rollsBack(RecordedRun run, String earlier) {
        try {
            return rolledBack(run.summary()).filter(earlier::equals).isPresent();
        } catch (JournalException unreadable) {
            // The list of runs reports it.
            return false;
        }
    }

    /** Returns the id of the run that a run rolls back; empty if the run is no rollback. */
    private static Optional<String> rolledBack(JournalSummary summary) {
        return summary.metadata()
                .filter(metadata -> metadata.command().equals(ROLLBACK))
                .map(RunMetadata::recipe);
    }

    /** Returns the ids of interrupted runs that are not recovered; reads only the end of each journal. */
    public List<String> interrupted() throws IOException {
        List<String> found = new ArrayList<>();
        for (RecordedRun run : state.incomplete()) {
            try {
                // Completeness is read again, since the run may have ended after the runs were listed.
                if (!run.isLive() && !run.isComplete()) {
                    found.add(run.id());
                }
            } catch (IOException prunedOrUnreadable) {
                // Commands that need this journal report the problem.
                continue;
            }
        }
        return found;
    }

    /**
     * Passes what a run did to each image to a consumer, in the order of the run's images.
     *
     * @return the counts
     */
    public RunSummary show(RunEntry entry, Consumer<ImageResult> results) throws IOException {
        boolean isRollback = rolledBack(entry.summary()).isPresent();
        ResultCounter counter = new ResultCounter(results::accept);
        entry.run().forEachInOrder((intent, outcome) -> counter.add(result(intent, outcome, isRollback)));
        return counter.summary(false, Optional.of(entry.id()), true, Optional.empty());
    }

    private static ImageResult result(Intent intent, Optional<Outcome> outcome, boolean isRollback) {
        Status status = status(outcome.map(Outcome::kind), isRollback);
        boolean isWritten = status == Status.CHANGED || status == Status.RESTORED;
        if (status == Status.UNRESOLVED) {
            return outcome.isEmpty()
                    ? ImageResult.unresolved(RecordedImage.of(intent))
                    : ImageResult.of(
                            RecordedImage.of(intent),
                            status,
                            List.of(StepProblem.ofImage(
                                    Problem.error(ProblemCode.FORGOTTEN, "given up by 'cowhand recover --forget'"))));
        }
        return isWritten
                ? written(intent, status, intent.change())
                : ImageResult.of(RecordedImage.of(intent), status, List.of());
    }

    /** Returns the result of a write, with changes that are derived from its sectors. */
    static ImageResult written(Intent intent, Status status, SectorChange change) {
        return new ImageResult(
                        RecordedImage.of(intent),
                        status,
                        RecordedChanges.of(change),
                        Optional.empty(),
                        Optional.of(intent.undo().undoClass()),
                        List.of())
                .with(HeaderWindows.recorded(change));
    }

    private static Status status(Optional<Outcome.Kind> kind, boolean isRollback) {
        if (kind.isEmpty()) {
            return Status.UNRESOLVED;
        }
        return switch (kind.get()) {
            case WRITTEN -> isRollback ? Status.RESTORED : Status.CHANGED;
            case NOT_WRITTEN -> Status.NOT_BEGUN;
            case RESTORED -> Status.RESTORED;
            case CHANGED_SINCE -> Status.CHANGED_SINCE;
            case CONFLICT -> Status.CONFLICT;
            case FORGOTTEN -> Status.UNRESOLVED;
        };
    }

    /**
     * Returns the runs that began before a time and may be removed.
     *
     * @param kept receives the older runs that must be kept, and why
     */
    public static List<RunEntry> removable(List<RunEntry> entries, Instant limit, Consumer<Problem> kept) {
        List<RunEntry> removable = new ArrayList<>();
        for (RunEntry entry : entries) {
            if (isBefore(entry, limit)) {
                reasonToKeep(entry)
                        .ifPresentOrElse(
                                reason -> kept.accept(Problem.error(
                                        ProblemCode.RUN_KEPT, "run " + entry.id() + " is kept: " + reason)),
                                () -> removable.add(entry));
            }
        }
        return removable;
    }

    /** Returns whether a run began before a time; false if its start is unknown. */
    public static boolean isBefore(RunEntry entry, Instant limit) {
        return entry.summary()
                .metadata()
                .map(RunMetadata::startedAt)
                .filter(limit::isAfter)
                .isPresent();
    }

    /** Returns the reason why a run must not be removed; empty if it may be removed. */
    private static Optional<String> reasonToKeep(RunEntry entry) {
        if (entry.isLive()) {
            return Optional.of("it is in progress");
        }
        if (entry.summary().damage().isPresent()) {
            return Optional.of(
                    "its journal is damaged: " + entry.summary().damage().get());
        }
        long open = entry.summary().unresolved();
        return open == 0 ? Optional.empty() : Optional.of(open + (open == 1 ? " image" : " images") + " unresolved");
    }
}
