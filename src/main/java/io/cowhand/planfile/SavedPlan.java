package io.cowhand.planfile;

import io.cowhand.fleet.ImageResult;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** The results that a saved plan holds. */
final class SavedPlan implements SavedResults {

    private final Path file;
    private final PlanFile plan;
    private final Iterator<PlanLine> images;

    /** Opens a plan, which is then checked as a whole. */
    SavedPlan(Path file) throws IOException {
        this.file = file;
        try {
            this.plan = PlanFile.open(file);
        } catch (MalformedJsonException malformed) {
            throw unusable(malformed);
        }
        this.images = plan.images();
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Optional<ImageResult> next() throws IOException {
        try {
            return images.hasNext() ? Optional.of(images.next().read().result()) : Optional.empty();
        } catch (UncheckedIOException error) {
            throw error.getCause();
        } catch (MalformedJsonException malformed) {
            throw unusable(malformed);
        }
    }

    private MalformedJsonException unusable(MalformedJsonException malformed) {
        return new MalformedJsonException(file + ": this plan cannot be shown: " + malformed.getMessage());
    }

    @Override
    public SummaryJson.Written summary() {
        return plan.end();
    }

    @Override
    public void close() throws IOException {
        plan.close();
    }
}
