package io.cowhand.run;

import io.cowhand.apply.LocalLocks;
import io.cowhand.apply.Recovery;
import io.cowhand.apply.Rollback;
import io.cowhand.journal.Journal;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.plan.Remark;
import io.cowhand.problem.Problem;
import io.cowhand.target.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Recovers all runs that were cut off. */
public final class RecoveryRun {

    private final StateDirectory state;
    private final LocalLocks mounts;
    private final Consumer<ImageResult> results;
    private final Set<String> unresolved = new HashSet<>();
    private final List<String> live = new ArrayList<>();

    /**
     * A recovery.
     *
     * @param mounts where images must not be written
     * @param results gets what every image turned out to be
     */
    public RecoveryRun(StateDirectory state, LocalLocks mounts, Consumer<ImageResult> results) {
        this.state = state;
        this.mounts = mounts;
        this.results = results;
    }

    /** The {@code file:} URIs of the images that are not recovered. */
    public Set<String> unresolved() {
        return Set.copyOf(unresolved);
    }

    /** The runs that a process is at work on. */
    public List<String> live() {
        return List.copyOf(live);
    }

    /**
     * Recovers.
     *
     * @throws IOException when a journal cannot be read, or written
     */
    public void run() throws IOException {
        for (RecordedRun run : state.runs()) {
            if (!run.isSettled() && run.glance().unresolved() > 0) {
                recover(run);
            }
        }
    }

    private void recover(RecordedRun run) throws IOException {
        Optional<Journal> resumed = run.resume();
        if (resumed.isEmpty()) {
            live.add(run.id());
            return;
        }
        try (Journal journal = resumed.get()) {
            for (Recovery.Found found : Recovery.recover(journal, mounts)) {
                ImageResult result = result(found, run.id());
                if (result.status().weight() != Status.Weight.FINE) {
                    unresolved.add(found.intent().uri());
                }
                results.accept(result);
            }
        }
    }

    private static ImageResult result(Recovery.Found found, String run) {
        ImageReference image = Rollback.image(found.intent());
        Recovery.Finding finding = found.finding();
        if (finding instanceof Recovery.Conflict conflict) {
            return of(image, Status.CONFLICT, conflict.problem(), run);
        }
        if (finding instanceof Recovery.Unresolved unresolved) {
            return of(image, Status.UNRESOLVED, unresolved.problem(), run);
        }
        Status status = finding instanceof Recovery.PutBack
                ? Status.RESTORED
                : finding instanceof Recovery.Done ? Status.CHANGED : Status.UNCHANGED;
        return ImageResult.of(image, status, List.of());
    }

    private static ImageResult of(ImageReference image, Status status, Problem problem, String run) {
        Problem ofRun = new Problem(
                problem.code(),
                problem.severity(),
                problem.origin(),
                problem.location(),
                problem.message() + " (run " + run + ")");
        return ImageResult.of(image, status, List.of(Remark.ofImage(ofRun)));
    }
}
