package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.PlannedWrite;
import io.cowhand.apply.WriteOutcome;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.InUse;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingGate;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.inspect.Usage;
import io.cowhand.os.FileStatus;
import io.cowhand.os.HeldLock;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Applies a recipe to an image: reads, plans and, except in a dry run, writes.
 *
 * @param planner plans the recipe's steps
 * @param skipNotQcow2 whether files that are not qcow2 are skipped instead of failing
 * @param mounts says on which mounts images must not be written
 * @param unresolved images whose state is unknown, which are refused
 * @param writer writes images; empty in a dry run
 * @param locks names the processes that have an image open
 * @param gate finds the backing files of images; empty if the recipe does not ask for them
 */
public record RecipeJob(
        Planner planner,
        boolean skipNotQcow2,
        MountPolicy mounts,
        UnresolvedImages unresolved,
        Optional<ImageWriter> writer,
        LockTable locks,
        Optional<BackingGate> gate)
        implements FleetJob<ImageReference, RecipeJob.Prepared, ImageResult> {

    /** An image after it is read and planned. */
    public sealed interface Prepared {}

    /** Nothing needs to be written. */
    private record Finished(ImageResult result) implements Prepared {}

    /** A change needs to be written. */
    private record Planned(ImageReference image, FileStatus file, ImagePlan.Edit edit) implements Prepared {
        PlannedWrite write(long ordinal) {
            return new PlannedWrite(image, file, image.lastLink(), edit.writes(), edit.undo(), ordinal);
        }
    }

    /** Creates a job without unresolved images. */
    public RecipeJob(Planner planner, boolean skipNotQcow2, MountPolicy mounts, Optional<ImageWriter> writer) {
        this(planner, skipNotQcow2, mounts, UnresolvedImages.NONE, writer, new LockTable(), Optional.empty());
    }

    /** Returns a job that does the same up to the write. */
    public RecipeJob withoutWriter() {
        return new RecipeJob(planner, skipNotQcow2, mounts, unresolved, Optional.empty(), locks, gate);
    }

    /** Executes both stages for one image. */
    public ImageResult run(ImageReference image) {
        return complete(List.of(prepare(image)), 1).get(0);
    }

    /** Reads and plans an image. */
    @Override
    public Prepared prepare(ImageReference image) {
        Optional<Problem> refusal = image.refusal();
        if (refusal.isPresent()) {
            return problem(image, Status.REFUSED, refusal.get());
        }
        try {
            return unresolved.contains(image)
                    ? new Finished(ImageResult.refusedAsUnresolved(image))
                    : prepare(image, 0);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return new Finished(bug(image, bug));
        }
    }

    @Override
    public Prepared unanswered(ImageReference image, Problem why) {
        return problem(image, Status.UNREADABLE, why);
    }

    @Override
    public long weight(Prepared prepared) {
        return prepared instanceof Planned planned
                ? planned.edit.writes().window().length()
                : 0;
    }

    /** Writes images; their intents are recorded together. */
    @Override
    public List<ImageResult> complete(List<Prepared> prepared, long ordinal) {
        List<Planned> planned = new ArrayList<>();
        List<PlannedWrite> writes = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            if (prepared.get(i) instanceof Planned write) {
                planned.add(write);
                writes.add(write.write(ordinal + i));
            }
        }
        Iterator<ImageResult> written = write(planned, writes).iterator();
        List<ImageResult> results = new ArrayList<>(prepared.size());
        for (Prepared one : prepared) {
            results.add(one instanceof Finished finished ? finished.result : written.next());
        }
        return results;
    }

    private List<ImageResult> write(List<Planned> planned, List<PlannedWrite> writes) {
        if (planned.isEmpty()) {
            return List.of();
        }
        try {
            List<WriteOutcome> outcomes = writer.orElseThrow().write(writes);
            List<ImageResult> results = new ArrayList<>(outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                results.add(written(planned.get(i).image, planned.get(i).edit, outcomes.get(i)));
            }
            return results;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return planned.stream().map(one -> bug(one.image, bug)).toList();
        }
    }

    private Prepared prepare(ImageReference image, int atLeast) {
        ReadResult reading = HeaderReader.read(image, atLeast);
        if (reading instanceof ReadResult.Failed failed) {
            boolean skipped = skipNotQcow2 && failed instanceof ReadResult.NotQcow2;
            return problem(image, skipped ? Status.SKIPPED : Status.UNREADABLE, failed.problem());
        }
        ReadResult.Readable readable = (ReadResult.Readable) reading;
        if (unresolved.contains(readable.file())) {
            return new Finished(ImageResult.refusedAsUnresolved(image));
        }
        ImagePlan plan = planner.plan(scope(image, readable), readable.window());
        if (plan instanceof ImagePlan.NeedsWindow needs) {
            if (needs.window() <= atLeast) {
                throw new IllegalStateException("a window of " + atLeast + " bytes was not enough");
            }
            return prepare(image, needs.window());
        }
        if (plan instanceof ImagePlan.Skipped) {
            return new Finished(ImageResult.of(image, Status.SKIPPED, List.of()));
        }
        if (plan instanceof ImagePlan.Refused refused) {
            return new Finished(ImageResult.of(image, Status.REFUSED, refused.problems()));
        }
        if (plan instanceof ImagePlan.Unchanged unchanged) {
            return new Finished(ImageResult.of(image, Status.UNCHANGED, unchanged.problems()));
        }
        return prepare(image, readable.file(), (ImagePlan.Edit) plan);
    }

    private Scope scope(ImageReference image, ReadResult.Readable readable) {
        return new Scope(
                readable.facts(),
                () -> Usage.of(locks.of(readable.file())).map(Usage::label).orElse(""),
                facts -> gate.map(found -> found.facts(image, readable.file().id(), facts.header()))
                        .orElse(BackingFacts.NONE),
                image.row());
    }

    private Prepared prepare(ImageReference image, FileStatus file, ImagePlan.Edit edit) {
        try {
            Optional<Problem> objection = mounts.objection(file);
            if (objection.isPresent()) {
                return problem(image, Status.REFUSED, objection.get());
            }
        } catch (IOException error) {
            return problem(
                    image,
                    Status.FAILED,
                    Problem.error(
                            CommonCode.IO_ERROR, "the list of mounts cannot be read: " + IoErrors.describe(error)));
        }
        return writer.isEmpty() ? new Finished(wouldChange(image, file, edit)) : new Planned(image, file, edit);
    }

    /** Returns the result of a dry run, with a warning if the image is in use now. */
    private ImageResult wouldChange(ImageReference image, FileStatus file, ImagePlan.Edit edit) {
        ImageResult result = changed(image, Status.WOULD_CHANGE, edit);
        List<HeldLock> held = locks.of(file);
        if (held.isEmpty()
                || Usage.of(held).filter(usage -> usage != Usage.OTHER).isEmpty()) {
            return result;
        }
        return result.with(new InUse(ImageUse.holders(held).orElse("")));
    }

    /** Adds the processes that have an image open to the problem, if they are known. */
    private Problem withHolders(ImageReference image, Problem locked) {
        return ImageUse.holders(locks.of(image.path()))
                .map(holders -> Problem.error(locked.code(), locked.message() + " (" + holders + ")"))
                .orElse(locked);
    }

    private ImageResult written(ImageReference image, ImagePlan.Edit edit, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Applied) {
            return changed(image, Status.CHANGED, edit);
        }
        if (outcome instanceof WriteOutcome.Unchanged) {
            return ImageResult.of(image, Status.UNCHANGED, edit.problems());
        }
        WriteOutcome.NotWritten not = (WriteOutcome.NotWritten) outcome;
        Problem problem = not instanceof WriteOutcome.Locked ? withHolders(image, not.problem()) : not.problem();
        return ImageResult.of(image, status(not), List.of(StepProblem.ofImage(problem)));
    }

    static Status status(WriteOutcome.NotWritten outcome) {
        if (outcome instanceof WriteOutcome.Stale) {
            return Status.STALE;
        }
        if (outcome instanceof WriteOutcome.Locked) {
            return Status.LOCKED;
        }
        return outcome instanceof WriteOutcome.Unreadable ? Status.UNREADABLE : Status.FAILED;
    }

    private static ImageResult changed(ImageReference image, Status status, ImagePlan.Edit edit) {
        return new ImageResult(
                image,
                status,
                edit.changes(),
                edit.bitmaps(),
                Optional.of(edit.undo().undoClass()),
                edit.problems());
    }

    private static Prepared problem(ImageReference image, Status status, Problem problem) {
        return new Finished(ImageResult.of(image, status, List.of(StepProblem.ofImage(problem))));
    }

    private static ImageResult bug(ImageReference image, Throwable bug) {
        return ImageResult.of(
                image,
                Status.FAILED,
                List.of(StepProblem.ofImage(
                        Problem.error(ProblemCode.INTERNAL_ERROR, "this is a bug in Cowhand: " + bug))));
    }
}
