package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.PlannedWrite;
import io.cowhand.apply.WriteOutcome;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.os.LockTable;
import io.cowhand.planfile.ResultDigest;
import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The second stage of a run: writes what the first one planned.
 *
 * @param writer writes images; empty in a dry run, which plans nothing to write
 * @param locks names the processes that have an image open
 */
record WriteStage(Optional<ImageWriter> writer, LockTable locks) {

    /** The size in bytes of windows that are not kept: a header that QEMU writes is smaller than a cluster of its usual size. */
    private static final int LARGE = 1 << 16;

    /** Writes images, whose intents are recorded together, and returns the results in the order of the images. */
    List<ImageResult> complete(List<PreparedImage> prepared, long ordinal) {
        List<PreparedImage.Planned> planned = new ArrayList<>();
        List<PlannedWrite> writes = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            if (prepared.get(i) instanceof PreparedImage.Planned write) {
                planned.add(write);
                writes.add(write.write(ordinal + i));
            }
        }
        Iterator<ImageResult> written = write(planned, writes).iterator();
        List<ImageResult> results = new ArrayList<>(prepared.size());
        for (PreparedImage one : prepared) {
            results.add(one instanceof PreparedImage.Finished finished ? finished.result() : written.next());
        }
        return results;
    }

    private List<ImageResult> write(List<PreparedImage.Planned> planned, List<PlannedWrite> writes) {
        if (planned.isEmpty()) {
            return List.of();
        }
        try {
            List<WriteOutcome> outcomes = writer.orElseThrow().write(writes);
            List<ImageResult> results = new ArrayList<>(outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                results.add(result(planned.get(i), outcomes.get(i)));
            }
            return results;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return planned.stream().map(one -> bug(one.image(), bug)).toList();
        }
    }

    private ImageResult result(PreparedImage.Planned planned, WriteOutcome outcome) {
        ImageReference image = planned.image();
        if (outcome instanceof WriteOutcome.Applied) {
            return planned.result();
        }
        long size = planned.file().size();
        if (outcome instanceof WriteOutcome.Unchanged) {
            return ImageResult.of(image, Status.UNCHANGED, planned.result().problems())
                    .with(HeaderWindows.unchanged(planned.writes().result(), size));
        }
        WriteOutcome.NotWritten not = (WriteOutcome.NotWritten) outcome;
        Problem problem = not instanceof WriteOutcome.Locked ? withHolders(image, not.problem()) : not.problem();
        return ImageResult.of(image, status(not), List.of(StepProblem.ofImage(problem)))
                .with(HeaderWindows.unchanged(planned.writes().window(), size));
    }

    /** Adds the processes that have an image open to the problem, if they are known. */
    private Problem withHolders(ImageReference image, Problem locked) {
        return ImageUse.holders(locks.of(image.path()))
                .map(holders -> Problem.error(locked.code(), locked.message() + " (" + holders + ")"))
                .orElse(locked);
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

    /**
     * Returns a result with its digest, which is computed where the image is processed: in many threads. Results wait for those
     * before them, and a header may have 2 MiB, so a large one is dropped unless it is needed.
     */
    static ImageResult digested(ImageResult result, boolean keepsHeaders) {
        ImageResult digested = result.with(ResultDigest.of(result));
        boolean isLarge = result.header()
                .filter(header -> header.before().length() > LARGE)
                .isPresent();
        return isLarge && !keepsHeaders ? digested.withoutHeader() : digested;
    }

    /** Returns the result for an image whose processing led to a bug. */
    static ImageResult bug(Image image, Throwable bug) {
        return ImageResult.of(
                image,
                Status.FAILED,
                List.of(StepProblem.ofImage(
                        Problem.error(ProblemCode.INTERNAL_ERROR, "this is a bug in Cowhand: " + bug))));
    }
}
