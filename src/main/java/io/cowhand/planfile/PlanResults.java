package io.cowhand.planfile;

import io.cowhand.fleet.ImageResult;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** The results in a saved plan. */
final class PlanResults implements SavedResults {

    private final Path file;
    private final PlanFile plan;
    private final Iterator<PlanLine> images;

    /** Opens a plan. */
    PlanResults(Path file) throws IOException {
        this.file = file;
        try {
            this.plan = PlanFile.open(file);
        } catch (PlanFormatException malformed) {
            throw new MalformedJsonException(file + ": this plan cannot be used: " + malformed.getMessage());
        }
        this.images = plan.images();
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Optional<ImageResult> next() throws IOException {
        return images.hasNext() ? Optional.of(images.next().read().result()) : Optional.empty();
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
