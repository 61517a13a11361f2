package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.PlannedWrite;
import io.cowhand.apply.RunJournal;
import io.cowhand.apply.WriteOutcome;
import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RestoreOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.FileIdentity;
import io.cowhand.image.ImageLookup;
import io.cowhand.image.ImageReference;
import io.cowhand.image.LinkPolicy;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.os.MountPolicy;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes the captured header of an image back to it. A restore is a run, like an apply. */
public final class RestoreRun {

    private static final Path HERE = Path.of("");

    private final FileTree captured;
    private final Path capture;
    private final RestoreOptions options;
    private final RunListener listener;
    private final Cancellation cancellation;

    /**
     * Creates a use case that has not begun.
     *
     * @param captured the captured files
     * @param capture the file of the capture, for the journal
     */
    public RestoreRun(
            FileTree captured, Path capture, RestoreOptions options, RunListener listener, Cancellation cancellation) {
        this.captured = captured;
        this.capture = capture;
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /**
     * Restores the header of an image, which the capture knows by the same path.
     *
     * @throws IOException if the state directory cannot be used, in which case the image was not touched
     */
    public RunSummary run(ImageReference image, JournalOptions journaling) throws IOException {
        ResultCounter counter = new ResultCounter(listener);
        MountPolicy mounts = options.trustsLocalLocks() ? MountPolicy.TRUSTED : MountPolicy.ofMounts();
        if (options.dryRun()) {
            counter.add(restore(image, mounts, UnresolvedImages.NONE, Optional.empty()));
            return counter.summary(true, Optional.empty(), true, Optional.empty());
        }
        StateDirectory state = new StateDirectory(journaling.stateDirectory());
        UnresolvedImages unresolved =
                new RunStart(mounts, listener, cancellation).prepare(state, journaling.recoversFirst());
        try (RunJournal journal = new RunJournal(
                state, NewRunMetadata.ofRestore(capture, image, journaling.arguments(), journaling.reason()))) {
            counter.add(restore(image, mounts, unresolved, Optional.of(new ImageWriter(journal))));
            boolean isRecorded = RecipeRun.endJournal(journal, listener);
            return counter.summary(false, journal.run(), isRecorded, Optional.empty());
        }
    }

    private ImageResult restore(
            ImageReference named, MountPolicy mounts, UnresolvedImages unresolved, Optional<ImageWriter> writer) {
        ImageReference image;
        // Whoever owns a link could otherwise have a header written to any image.
        try (ImageLookup lookup = new ImageLookup(HERE, LinkPolicy.OWNER)) {
            image = lookup.find(named.path());
        }
        if (image.listed() instanceof FileIdentity.UntrustedLink link) {
            return of(image, Status.REFUSED, link.problem("name the image by a path without this link"));
        }
        try {
            RestoredHeader header = RestoredHeader.of(image, captured);
            if (unresolved.contains(header.image()) || unresolved.contains(header.file())) {
                return ImageResult.refusedAsUnresolved(image);
            }
            if (header.isUnchanged()) {
                return ImageResult.of(image, Status.UNCHANGED, List.of());
            }
            Optional<Problem> mount = mounts.objection(header.file());
            if (mount.isPresent()) {
                return of(image, Status.REFUSED, mount.get());
            }
            if (!header.objections().isEmpty() && !options.confirmed()) {
                return ImageResult.of(
                        image,
                        Status.REFUSED,
                        header.objections().stream()
                                .map(objection -> StepProblem.ofImage(confirmable(objection)))
                                .toList());
            }
            return writer.isEmpty() ? restored(header, Status.WOULD_RESTORE) : write(header, writer.get());
        } catch (RestoredHeader.ImpossibleException impossible) {
            return of(
                    image,
                    Status.REFUSED,
                    Problem.error(ProblemCode.NOT_AS_CAPTURED, String.valueOf(impossible.getMessage())));
        } catch (IOException unreadable) {
            return of(image, Status.UNREADABLE, Problem.error(CommonCode.UNREADABLE, IoErrors.describe(unreadable)));
        }
    }

    private static Problem confirmable(Problem objection) {
        return Problem.error(
                objection.code(),
                objection.message() + "; --yes confirms that the captured header describes the image nevertheless");
    }

    private static ImageResult write(RestoredHeader header, ImageWriter writer) {
        ImageReference image = header.image();
        WriteOutcome outcome = writer.write(new PlannedWrite(
                image, header.file(), image.lastLink(), header.write(), new UndoTerms(UndoClass.UNTOUCHED, false)));
        if (outcome instanceof WriteOutcome.Applied) {
            return restored(header, Status.RESTORED);
        }
        if (outcome instanceof WriteOutcome.Unchanged) {
            return ImageResult.of(image, Status.UNCHANGED, List.of());
        }
        WriteOutcome.NotWritten not = (WriteOutcome.NotWritten) outcome;
        return of(image, WriteStage.status(not), not.problem());
    }

    /** What the user has confirmed is still said, as warnings. */
    private static ImageResult restored(RestoredHeader header, Status status) {
        return new ImageResult(
                        header.image(),
                        status,
                        header.changes(),
                        Optional.empty(),
                        Optional.of(UndoClass.UNTOUCHED),
                        header.objections().stream()
                                .map(objection -> StepProblem.ofImage(new Problem(
                                        objection.code(),
                                        Severity.WARNING,
                                        Origin.COWHAND,
                                        Location.NOWHERE,
                                        objection.message())))
                                .toList())
                .with(new HeaderWindows(
                        header.before(), header.after(), header.file().size()));
    }

    private static ImageResult of(ImageReference image, Status status, Problem problem) {
        return ImageResult.of(image, status, List.of(StepProblem.ofImage(problem)));
    }
}
