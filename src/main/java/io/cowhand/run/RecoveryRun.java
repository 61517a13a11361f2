package io.cowhand.run;

import io.cowhand.apply.RecordedImage;
import io.cowhand.apply.Recovery;
import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.journal.Journal;
import io.cowhand.journal.JournalException;
import io.cowhand.journal.RecordedJournal;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.MountPolicy;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Recovers all interrupted runs. */
public final class RecoveryRun {

    private final StateDirectory state;
    private final MountPolicy mounts;
    private final ResultCounter results;
    private final Set<String> unresolvedUris = new HashSet<>();
    private final Set<FileId> unresolvedFiles = new HashSet<>();
    private final List<Problem> inProgress = new ArrayList<>();
    private volatile boolean stopped;
    private boolean wasNeeded;
    private final List<String> journalProblems = new ArrayList<>();

    /**
     * Creates a use case that has not begun.
     *
     * @param mounts says on which mounts images must not be written
     * @param results receives the result for each image
     */
    public RecoveryRun(StateDirectory state, MountPolicy mounts, Consumer<ImageResult> results) {
        this.state = state;
        this.mounts = mounts;
        this.results = new ResultCounter(results::accept);
    }

    /**
     * The result of a recovery.
     *
     * @param summary the number of images for each status
     * @param unresolved the images that are not recovered
     * @param inProgress a problem for each run that is in progress, which is left alone
     * @param journalProblems the problems of journals that are damaged or cannot be read, with the names of the journals
     * @param foundNothing whether there was nothing to recover
     */
    public record Result(
            RunSummary summary,
            UnresolvedImages unresolved,
            List<Problem> inProgress,
            List<String> journalProblems,
            boolean foundNothing) {
        /** Copies the lists. */
        public Result {
            inProgress = List.copyOf(inProgress);
            journalProblems = List.copyOf(journalProblems);
        }
    }

    /** Examines no further image; those left stay unresolved. May be called from any thread. */
    void stop() {
        stopped = true;
    }

    /**
     * Recovers the runs.
     *
     * @throws IOException if the journals cannot be listed
     */
    public Result run() throws IOException {
        for (RecordedRun run : state.runs()) {
            boolean isLive = false;
            for (RecordedJournal journal : run.journals()) {
                isLive |= !recoverUnlessLive(journal, run.id());
            }
            if (isLive) {
                inProgress.add(
                        Problem.error(ProblemCode.RUN_LIVE, "run " + run.id() + " is in progress; it is left alone"));
            }
        }
        return result();
    }

    /**
     * Recovers the images of some journals of a run.
     *
     * @throws IOException if one of them is still being written
     */
    Result run(List<RecordedJournal> journals, String run) throws IOException {
        for (RecordedJournal journal : journals) {
            if (!recoverUnlessLive(journal, run)) {
                throw new IOException("the journal " + journal.file() + " is still being written");
            }
        }
        return result();
    }

    /** Recovers the images of a journal, and returns whether no process writes it. */
    private boolean recoverUnlessLive(RecordedJournal journal, String run) {
        try {
            return stopped || journal.isComplete() || recover(journal, run);
        } catch (NoSuchFileException removed) {
            // The run was pruned, or it was a call of "cowhand qcow2" that has ended: no image is unresolved.
            return true;
        } catch (JournalException unreadable) {
            journalProblems.add(String.valueOf(unreadable.getMessage()));
            return true;
        } catch (IOException unreadable) {
            journalProblems.add(
                    "the journal " + journal.file() + " cannot be read or written: " + IoErrors.describe(unreadable));
            return true;
        }
    }

    private Result result() {
        return new Result(
                results.summary(false, Optional.empty(), true, Optional.empty()),
                new UnresolvedImages(unresolvedUris, unresolvedFiles),
                inProgress,
                journalProblems,
                !wasNeeded && inProgress.isEmpty() && journalProblems.isEmpty());
    }

    /** Recovers the images of an incomplete journal; returns false, and does nothing, if a process writes it. */
    private boolean recover(RecordedJournal recorded, String run) throws IOException {
        Optional<Journal> resumed = recorded.resume();
        if (resumed.isEmpty()) {
            return false;
        }
        wasNeeded = true;
        try (Journal journal = resumed.get()) {
            journal.damage()
                    .ifPresent(damage -> journalProblems.add("the journal " + recorded.file() + " is damaged: " + damage
                            + "; images that it no longer names may be half written: 'cowhand inspect"
                            + " --problems-only' finds them; 'cowhand recover --forget " + run
                            + "' sets the journal aside"));
            Recovery recovery = new Recovery(mounts, LinuxCalls.KERNEL, HeaderCodec::isMarked);
            recovery.recover(journal, () -> stopped, recovered -> add(recovered, run));
            if (!stopped) {
                // Even if no image is unresolved: a run that has ended is not read again.
                journal.end();
            }
        }
        return true;
    }

    private void add(Recovery.Recovered recovered, String run) {
        ImageResult result = result(recovered, run);
        if (result.status().weight() != Status.Weight.FINE) {
            unresolvedUris.add(recovered.intent().uri());
            file(result.image()).ifPresent(unresolvedFiles::add);
        }
        results.add(result);
    }

    private static Optional<FileId> file(Image image) {
        try {
            return Optional.of(FileStatus.of(image.path()).id());
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static ImageResult result(Recovery.Recovered recovered, String run) {
        ImageReference image = RecordedImage.of(recovered.intent());
        Status status = status(recovered.result().finding());
        return recovered
                .result()
                .problem()
                .map(problem -> of(image, status, problem, run))
                .orElseGet(() -> status == Status.RESTORED
                        ? RunHistory.written(
                                recovered.intent(),
                                status,
                                recovered.intent().change().reversed())
                        : ImageResult.of(image, status, List.of()));
    }

    private static Status status(Recovery.Finding finding) {
        return switch (finding) {
            case NOT_BEGUN -> Status.NOT_BEGUN;
            case DONE -> Status.DONE;
            case CHANGED_SINCE -> Status.CHANGED_SINCE;
            case RESTORED -> Status.RESTORED;
            case CONFLICT -> Status.CONFLICT;
            case UNRESOLVED -> Status.UNRESOLVED;
        };
    }

    private static ImageResult of(ImageReference image, Status status, Problem problem, String run) {
        Problem ofRun = new Problem(
                problem.code(),
                problem.severity(),
                problem.origin(),
                problem.location(),
                problem.message() + " (run " + run + ")");
        return ImageResult.of(image, status, List.of(StepProblem.ofImage(ofRun)));
    }
}
