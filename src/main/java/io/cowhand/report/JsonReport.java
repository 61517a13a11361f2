package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.result.Heading;
import io.cowhand.result.LinesHash;
import io.cowhand.result.ResultJson;
import io.cowhand.result.SummaryJson;
import io.cowhand.run.RunEntry;
import java.util.Optional;
import java.util.function.Consumer;

/** JSON Lines: one object per image, then the summary. */
public final class JsonReport implements FleetReport {

    private final Consumer<String> out;
    private final LinesHash hash = new LinesHash();
    private Optional<Heading> heading = Optional.empty();

    /** Creates a report that passes each line to {@code out}. */
    public JsonReport(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void begin(Heading about) {
        heading = Optional.of(about);
    }

    @Override
    public void begin(RunEntry run) {
        out.accept(RunText.json(run));
    }

    @Override
    public void result(ImageResult result) {
        String line = ResultJson.result(result);
        hash.add(line);
        out.accept(line);
    }

    @Override
    public void end(RunSummary summary) {
        out.accept(SummaryJson.write(new SummaryJson.Written(heading, summary, hash.hex())));
    }
}
