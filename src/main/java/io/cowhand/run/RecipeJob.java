package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.InUse;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingGate;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.inspect.Usage;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import io.cowhand.os.HeldLock;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.PlanCache;
import io.cowhand.plan.Planner;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Applies a recipe to an image: reads, plans and, except in a dry run, writes.
 *
 * @param reader reads images
 * @param plans plans the recipe's steps
 * @param skipNotQcow2 whether files that are not qcow2 are skipped instead of failing
 * @param mounts says on which mounts images must not be written
 * @param unresolved images whose state is unknown, which are refused
 * @param writer writes images; empty in a dry run
 * @param locks names the processes that have an image open
 * @param gate finds the backing files of images; empty if the recipe does not ask for them
 * @param keepsHeaders whether results have headers of any size
 */
public record RecipeJob(
        HeaderReader reader,
        PlanCache plans,
        boolean skipNotQcow2,
        MountPolicy mounts,
        UnresolvedImages unresolved,
        Optional<ImageWriter> writer,
        LockTable locks,
        Optional<BackingGate> gate,
        boolean keepsHeaders)
        implements FleetJob<ImageReference, PreparedImage, ImageResult> {

    /** Creates a job without unresolved images. */
    public RecipeJob(Planner planner, boolean skipNotQcow2, MountPolicy mounts, Optional<ImageWriter> writer) {
        this(
                HeaderReader.SYSTEM,
                new PlanCache(planner),
                skipNotQcow2,
                mounts,
                UnresolvedImages.NONE,
                writer,
                new LockTable(),
                Optional.empty(),
                false);
    }

    /** Returns a job that does the same up to the write. */
    public RecipeJob withoutWriter() {
        return new RecipeJob(reader, plans, skipNotQcow2, mounts, unresolved, Optional.empty(), locks, gate, false);
    }

    /** Executes both stages for one image. */
    public ImageResult run(ImageReference image) {
        return complete(List.of(prepare(image)), 1).get(0);
    }

    /** Reads and plans an image. */
    @Override
    public PreparedImage prepare(ImageReference image) {
        Optional<Problem> refusal = image.refusal();
        if (refusal.isPresent()) {
            return problem(image, Status.REFUSED, refusal.get());
        }
        try {
            return unresolved.contains(image)
                    ? new PreparedImage.Finished(ImageResult.refusedAsUnresolved(image))
                    : prepare(image, 0);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return new PreparedImage.Finished(WriteStage.bug(image, bug));
        }
    }

    @Override
    public PreparedImage unanswered(ImageReference image, Problem why) {
        return problem(image, Status.UNREADABLE, why);
    }

    @Override
    public long weight(PreparedImage prepared) {
        return prepared.weight();
    }

    /** Writes images; their intents are recorded together. */
    @Override
    public List<ImageResult> complete(List<PreparedImage> prepared, long ordinal) {
        return new WriteStage(writer, locks)
                .complete(prepared, ordinal).stream()
                        .map(result -> WriteStage.digested(result, keepsHeaders))
                        .toList();
    }

    private PreparedImage prepare(ImageReference image, int atLeast) {
        ReadResult reading = reader.read(image, atLeast);
        if (reading instanceof ReadResult.Failed failed) {
            boolean skipped = skipNotQcow2 && failed instanceof ReadResult.NotQcow2;
            return problem(image, skipped ? Status.SKIPPED : Status.UNREADABLE, failed.problem());
        }
        ReadResult.Readable readable = (ReadResult.Readable) reading;
        if (unresolved.contains(readable.file())) {
            return new PreparedImage.Finished(ImageResult.refusedAsUnresolved(image));
        }
        ImagePlan plan = plans.plan(scope(image, readable), readable.window());
        if (plan instanceof ImagePlan.NeedsWindow needs) {
            if (needs.window() <= atLeast) {
                throw new IllegalStateException("a window of " + atLeast + " bytes was not enough");
            }
            return prepare(image, needs.window());
        }
        if (plan instanceof ImagePlan.Skipped) {
            return finished(image, Status.SKIPPED, List.of(), readable);
        }
        if (plan instanceof ImagePlan.Refused refused) {
            return finished(image, Status.REFUSED, refused.problems(), readable);
        }
        if (plan instanceof ImagePlan.Unchanged unchanged) {
            return finished(image, Status.UNCHANGED, unchanged.problems(), readable);
        }
        return prepare(image, readable.file(), (ImagePlan.Edit) plan);
    }

    private Scope scope(ImageReference image, ReadResult.Readable readable) {
        return new Scope(
                readable.facts(),
                new InUseBy(locks, readable.file()),
                new BackingFile(gate, image, readable.file().id()),
                image.row());
    }

    /** Who has a file open. */
    private record InUseBy(LockTable locks, FileStatus file) implements Supplier<String> {
        @Override
        public String get() {
            return Usage.of(locks.of(file)).map(Usage::label).orElse("");
        }
    }

    /** The facts of the backing file that a header of an image names. */
    private record BackingFile(Optional<BackingGate> gate, ImageReference image, FileId id)
            implements Function<ImageFacts, BackingFacts> {
        @Override
        public BackingFacts apply(ImageFacts facts) {
            return gate.isPresent() ? gate.get().facts(image, id, facts.header()) : BackingFacts.NONE;
        }
    }

    private static PreparedImage finished(
            ImageReference image, Status status, List<StepProblem> problems, ReadResult.Readable readable) {
        HeaderWindows header =
                HeaderWindows.unchanged(readable.window(), readable.file().size());
        return new PreparedImage.Finished(
                ImageResult.of(image, status, problems).with(header));
    }

    private PreparedImage prepare(ImageReference image, FileStatus file, ImagePlan.Edit edit) {
        HeaderWindows header = new HeaderWindows(edit.writes().window(), edit.result(), file.size());
        try {
            Optional<Problem> objection = mounts.objection(file);
            if (objection.isPresent()) {
                return new PreparedImage.Finished(
                        ImageResult.of(image, Status.REFUSED, List.of(StepProblem.ofImage(objection.get())))
                                .with(header.unchanged()));
            }
        } catch (IOException error) {
            return problem(image, Status.FAILED, noMounts(error));
        }
        ImageResult planned = new ImageResult(
                        image,
                        writer.isEmpty() ? Status.WOULD_CHANGE : Status.CHANGED,
                        edit.changes(),
                        edit.bitmaps(),
                        Optional.of(edit.undo().undoClass()),
                        edit.problems())
                .with(header);
        return writer.isEmpty()
                ? new PreparedImage.Finished(withUse(planned, file))
                : new PreparedImage.Planned(image, file, edit.writes(), edit.undo(), planned);
    }

    static Problem noMounts(IOException error) {
        return Problem.error(CommonCode.IO_ERROR, "the list of mounts cannot be read: " + IoErrors.describe(error));
    }

    /** Returns the result of a dry run, with a warning if the image is in use now. */
    private ImageResult withUse(ImageResult planned, FileStatus file) {
        List<HeldLock> held = locks.of(file);
        if (held.isEmpty()
                || Usage.of(held).filter(usage -> usage != Usage.OTHER).isEmpty()) {
            return planned;
        }
        return planned.with(new InUse(ImageUse.holders(held).orElse("")));
    }

    private static PreparedImage problem(ImageReference image, Status status, Problem problem) {
        return new PreparedImage.Finished(ImageResult.of(image, status, List.of(StepProblem.ofImage(problem))));
    }
}
