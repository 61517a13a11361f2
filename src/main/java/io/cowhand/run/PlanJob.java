package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.FileIdentity;
import io.cowhand.image.ImageLookup;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.plan.PlanCheck;
import io.cowhand.planfile.PlanLine;
import io.cowhand.planfile.PlannedImage;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.ImageCache;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.result.NamedImage;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Applies a saved plan to an image: writes the bytes of the plan if the header is the one that it was made from. */
final class PlanJob implements FleetJob<PlanLine, PlanJob.Prepared, ImageResult> {

    private final ImageLookup lookup;
    private final MountPolicy mounts;
    private final UnresolvedImages unresolved;
    private final ImageWriter writer;
    private final LockTable locks;
    private final StaleImages stale;
    private final ImageCache<Checked> checks = new ImageCache<>(PlanLine.KEPT);

    /**
     * Creates a job.
     *
     * @param lookup finds the images
     * @param mounts says on which mounts images must not be written
     * @param unresolved images whose state is unknown, which are refused
     * @param writer writes images
     * @param locks names the processes that have an image open
     * @param stale decides on images that are not what the plan was made from
     */
    PlanJob(
            ImageLookup lookup,
            MountPolicy mounts,
            UnresolvedImages unresolved,
            ImageWriter writer,
            LockTable locks,
            StaleImages stale) {
        this.lookup = lookup;
        this.mounts = mounts;
        this.unresolved = unresolved;
        this.writer = writer;
        this.locks = locks;
        this.stale = stale;
    }

    /**
     * Whether changes are what a plan writes, and what is to be written if they are.
     *
     * @param after the window that the plan leaves
     * @param changes the changes that the plan shows
     */
    private record Checked(
            Bytes after, List<PlannedChange> changes, PlanCheck.Result result, Optional<SectorWrite> writes) {

        static Checked of(ImageFacts facts, HeaderWindows header, List<PlannedChange> changes) {
            PlanCheck.Result result = PlanCheck.check(facts, header.after(), changes);
            Bytes before = header.before();
            return new Checked(
                    header.after(),
                    changes,
                    result,
                    result instanceof PlanCheck.Consistent
                            ? Optional.of(SectorWrite.between(before, header.after(), HeaderCodec.mark(before)))
                            : Optional.empty());
        }

        boolean isOf(HeaderWindows header, List<PlannedChange> shown) {
            // Equal lines of a plan share their changes; to compare other changes takes longer than to check them.
            return changes == shown && after.equals(header.after());
        }
    }

    /** An image of the plan, and what is to be done to it. */
    record Prepared(PlannedImage planned, PreparedImage image) {}

    @Override
    public Prepared prepare(PlanLine line) {
        PlannedImage planned = read(line);
        try {
            return new Prepared(planned, prepare(planned));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return new Prepared(
                    planned,
                    new PreparedImage.Finished(WriteStage.bug(planned.result().image(), bug)));
        }
    }

    /** Reads a line; one that is as it was written, but is no image, was not written by Cowhand, and is refused. */
    static PlannedImage read(PlanLine line) {
        try {
            return line.read();
        } catch (MalformedJsonException malformed) {
            Problem problem = Problem.error(
                    ProblemCode.PLAN_MALFORMED, "this line of the plan is no image: " + malformed.getMessage());
            NamedImage name =
                    new NamedImage("line " + line.number() + " of the plan", Optional.empty(), OptionalLong.empty());
            return new PlannedImage(
                    ImageResult.of(name, Status.REFUSED, List.of(StepProblem.ofImage(problem))), false, Map.of());
        }
    }

    private PreparedImage prepare(PlannedImage planned) {
        ImageResult result = planned.result();
        if (result.status() != Status.WOULD_CHANGE && result.status() != Status.UNCHANGED) {
            return new PreparedImage.Finished(result);
        }
        ImageReference image = lookup.find(result.image().path());
        Optional<ImageResult> obstacle = obstacle(planned, image);
        if (obstacle.isPresent()) {
            return new PreparedImage.Finished(obstacle.get());
        }
        int window = result.header().orElseThrow().before().length();
        Optional<PreparedImage> found = compared(planned, image, HeaderReader.SYSTEM.readToCompare(image, window));
        if (found.isEmpty()) {
            found = compared(planned, image, HeaderReader.SYSTEM.read(image, window));
        }
        return found.isPresent() ? found.get() : stale.prepare(planned, image);
    }

    /** Returns what is to be done to an image that has one of the headers of its plan; nothing if it has another one. */
    private Optional<PreparedImage> compared(PlannedImage planned, ImageReference image, ReadResult reading) {
        ImageResult result = planned.result();
        HeaderWindows header = result.header().orElseThrow();
        if (reading instanceof ReadResult.Unreadable unreadable) {
            return Optional.of(new PreparedImage.Finished(result(planned, Status.UNREADABLE, unreadable.problem())));
        }
        if (!(reading instanceof ReadResult.Readable readable)) {
            return Optional.empty();
        }
        if (unresolved.contains(readable.file())) {
            return Optional.of(new PreparedImage.Finished(ImageResult.refusedAsUnresolved(result.image())));
        }
        if (readable.window().equals(header.after())) {
            return Optional.of(new PreparedImage.Finished(unchanged(planned, readable)));
        }
        return readable.window().equals(header.before())
                ? Optional.of(write(planned, image, readable))
                : Optional.empty();
    }

    /** Returns the result for an image that is already as planned. */
    private static ImageResult unchanged(PlannedImage planned, ReadResult.Readable now) {
        ImageResult result = planned.result().changed();
        return ImageResult.of(result.image(), Status.UNCHANGED, result.problems())
                .with(HeaderWindows.unchanged(now.window(), now.file().size()));
    }

    /** Returns the result if the image must not even be read. */
    private Optional<ImageResult> obstacle(PlannedImage planned, ImageReference image) {
        Optional<Problem> refusal = image.refusal();
        if (refusal.isPresent()) {
            return Optional.of(result(planned, Status.REFUSED, refusal.get()));
        }
        if (unresolved.contains(image)) {
            return Optional.of(ImageResult.refusedAsUnresolved(planned.result().image()));
        }
        return image.listed() instanceof FileIdentity.Resolved file && file.isLink() && !planned.isLink()
                ? Optional.of(result(
                        planned,
                        Status.UNREADABLE,
                        Problem.error(
                                CommonCode.UNREADABLE,
                                "a symbolic link has taken the place of the image since the plan was made")))
                : Optional.empty();
    }

    private PreparedImage write(PlannedImage planned, ImageReference image, ReadResult.Readable now) {
        try {
            Optional<Problem> objection = mounts.objection(now.file());
            return objection.isPresent()
                    ? new PreparedImage.Finished(result(planned, Status.REFUSED, objection.get()))
                    : planned(planned, image, now);
        } catch (IOException error) {
            return new PreparedImage.Finished(result(planned, Status.FAILED, RecipeJob.noMounts(error)));
        }
    }

    private PreparedImage planned(PlannedImage planned, ImageReference image, ReadResult.Readable now) {
        ImageResult result = planned.result();
        HeaderWindows header = result.header().orElseThrow();
        Checked checked = checks.get(
                now.facts(),
                header.before(),
                known -> known.isOf(header, result.changes()),
                facts -> Checked.of(facts, header, result.changes()));
        if (checked.result instanceof PlanCheck.Inconsistent inconsistent) {
            return new PreparedImage.Finished(result(planned, Status.REFUSED, inconsistent.problem()));
        }
        UndoClass undo = result.undo().orElseThrow().and(((PlanCheck.Consistent) checked.result).undo());
        UndoTerms terms = new UndoTerms(undo, now.facts().header().has(KnownFeature.EXTERNAL_DATA_FILE));
        return new PreparedImage.Planned(image, now.file(), checked.writes.orElseThrow(), terms, result.changed());
    }

    private static ImageResult result(PlannedImage planned, Status status, Problem problem) {
        ImageResult result = ImageResult.of(planned.result().image(), status, List.of(StepProblem.ofImage(problem)));
        return planned.result()
                .header()
                .map(HeaderWindows::unchanged)
                .map(result::with)
                .orElse(result);
    }

    @Override
    public Prepared unanswered(PlanLine line, Problem why) {
        PlannedImage planned = read(line);
        return new Prepared(planned, new PreparedImage.Finished(result(planned, Status.UNREADABLE, why)));
    }

    @Override
    public long weight(Prepared prepared) {
        return prepared.image().weight();
    }

    @Override
    public List<ImageResult> complete(List<Prepared> prepared, long ordinal) {
        List<ImageResult> written = new WriteStage(Optional.of(writer), locks)
                .complete(prepared.stream().map(Prepared::image).toList(), ordinal);
        List<ImageResult> results = new ArrayList<>(written.size());
        for (int i = 0; i < written.size(); i++) {
            Image name = prepared.get(i).planned().result().image();
            results.add(WriteStage.digested(written.get(i).named(name), false));
        }
        return results;
    }
}
