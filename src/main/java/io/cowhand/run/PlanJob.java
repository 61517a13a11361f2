package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.FileIdentity;
import io.cowhand.image.ImageLookup;
import io.cowhand.image.ImageReference;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.planfile.PlanLine;
import io.cowhand.planfile.PlannedImage;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies a saved plan to an image: writes the bytes of the plan if the header is the one that it was made from.
 *
 * @param lookup finds the images
 * @param mounts says on which mounts images must not be written
 * @param unresolved images whose state is unknown, which are refused
 * @param writer writes images
 * @param locks names the processes that have an image open
 * @param stale decides on images that are not what the plan was made from
 */
record PlanJob(
        ImageLookup lookup,
        MountPolicy mounts,
        UnresolvedImages unresolved,
        ImageWriter writer,
        LockTable locks,
        StaleImages stale)
        implements FleetJob<PlanLine, PlanJob.Prepared, ImageResult> {

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

    /** A line that is as it was written, but is no image, was not written by Cowhand. */
    static PlannedImage read(PlanLine line) {
        try {
            return line.read();
        } catch (MalformedJsonException malformed) {
            throw new IllegalStateException("the plan holds a line that is no image: " + malformed.getMessage());
        }
    }

    private PreparedImage prepare(PlannedImage planned) {
        ImageResult result = planned.result();
        return switch (result.status()) {
            case WOULD_CHANGE, UNCHANGED -> {
                ImageReference image = lookup.find(result.image().path());
                Optional<ImageResult> obstacle = obstacle(planned, image);
                yield obstacle.isPresent()
                        ? new PreparedImage.Finished(obstacle.get())
                        : result.status() == Status.UNCHANGED ? compare(planned, image) : write(planned, image);
            }
            default -> new PreparedImage.Finished(result);
        };
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

    private PreparedImage write(PlannedImage planned, ImageReference image) {
        try {
            FileStatus file = FileStatus.ofRegular(image.path());
            if (unresolved.contains(file)) {
                return new PreparedImage.Finished(
                        ImageResult.refusedAsUnresolved(planned.result().image()));
            }
            Optional<Problem> objection = mounts.objection(file);
            return objection.isPresent()
                    ? new PreparedImage.Finished(result(planned, Status.REFUSED, objection.get()))
                    : planned(planned, image, file);
        } catch (IOException error) {
            return new PreparedImage.Finished(
                    result(planned, Status.UNREADABLE, Problem.error(CommonCode.UNREADABLE, IoErrors.describe(error))));
        }
    }

    private static PreparedImage planned(PlannedImage planned, ImageReference image, FileStatus file) {
        ImageResult result = planned.result();
        HeaderWindows header = result.header().orElseThrow();
        SectorWrite writes = SectorWrite.between(header.before(), header.after(), HeaderCodec.mark(header.before()));
        boolean hasExternalData = HeaderCodec.decode(header.before()) instanceof HeaderCodec.Decoded decoded
                && decoded.header().has(KnownFeature.EXTERNAL_DATA_FILE);
        UndoTerms undo = new UndoTerms(result.undo().orElseThrow(), hasExternalData);
        return new PreparedImage.Planned(image, file, writes, undo, result.changed());
    }

    /** An image that the plan leaves alone must still be what it was. */
    private PreparedImage compare(PlannedImage planned, ImageReference image) {
        return new PreparedImage.Finished(
                stale.isAsPlanned(planned, image)
                        ? planned.result()
                        : stale.result(planned, image, prepared -> complete(prepared, 0)));
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
        List<ImageResult> written =
                stage().complete(prepared.stream().map(Prepared::image).toList(), ordinal);
        List<ImageResult> results = new ArrayList<>(written.size());
        for (int i = 0; i < written.size(); i++) {
            results.add(WriteStage.digested(result(prepared.get(i), written.get(i), ordinal + i)));
        }
        return results;
    }

    /** Returns the result under the plan's name of the image, after planning it again if it is stale. */
    private ImageResult result(Prepared prepared, ImageResult written, long ordinal) {
        PlannedImage planned = prepared.planned();
        boolean isStale = written.status() == Status.STALE && prepared.image() instanceof PreparedImage.Planned;
        return isStale
                ? stale.result(
                        planned, ((PreparedImage.Planned) prepared.image()).image(), again -> complete(again, ordinal))
                : written.named(planned.result().image());
    }

    private ImageResult complete(PreparedImage prepared, long ordinal) {
        return stage().complete(List.of(prepared), ordinal).get(0);
    }

    private WriteStage stage() {
        return new WriteStage(Optional.of(writer), locks);
    }
}
