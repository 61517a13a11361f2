package io.cowhand.run;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.image.FileIdentity;
import io.cowhand.image.ImageReference;
import io.cowhand.planfile.PlanWriter;
import io.cowhand.planfile.PlannedImage;
import io.cowhand.problem.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Saves a plan while it is made, and passes everything on to another listener. */
public final class PlanSaving implements RunListener, Closeable {

    private final PlanWriter writer;
    private final RunListener next;

    private PlanSaving(PlanWriter writer, RunListener next) {
        this.writer = writer;
        this.next = next;
    }

    /**
     * Begins to save a plan.
     *
     * @param rollout the waves and the number of failures in place of the recipe's
     * @throws IOException if the file cannot be written
     */
    public static PlanSaving begin(Path file, Fleet fleet, RolloutOptions rollout, RunListener next)
            throws IOException {
        return new PlanSaving(PlanWriter.create(file, NewRunMetadata.ofPlan(fleet, rollout), fleet.part()), next);
    }

    /**
     * Writes an image.
     *
     * @throws UncheckedIOException if it cannot be written, which ends the planning
     */
    @Override
    public void result(ImageResult result) {
        try {
            writer.image(planned(result));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        next.result(result);
    }

    private static PlannedImage planned(ImageResult result) {
        if (!(result.image() instanceof ImageReference image)) {
            return new PlannedImage(result, false, Map.of());
        }
        boolean isLink = image.listed() instanceof FileIdentity.Resolved file && file.isLink();
        return new PlannedImage(result, isLink, image.row());
    }

    @Override
    public boolean needsHeaders() {
        return true;
    }

    @Override
    public void recovered(ImageResult result) {
        next.recovered(result);
    }

    @Override
    public void planned() {
        next.planned();
    }

    @Override
    public void notice(Problem problem) {
        next.notice(problem);
    }

    /**
     * Completes the plan, unless it was interrupted, or an apply would not begin since it is not as the recipe expects.
     *
     * @return the checksum of the saved plan, by which apply refuses any other one; nothing if it is not saved
     * @throws IOException if it cannot be saved
     */
    public Optional<String> complete(RunSummary summary) throws IOException {
        if (summary.count(Status.NOT_RUN) > 0
                || !summary.rollout().failedExpectations().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(writer.complete(summary));
    }

    /** Removes the file if the plan is not saved. */
    @Override
    public void close() throws IOException {
        writer.close();
    }
}
