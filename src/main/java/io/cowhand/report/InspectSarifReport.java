package io.cowhand.report;

import io.cowhand.run.FailOn;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import java.util.Optional;
import java.util.function.Consumer;

/** The problems of images as SARIF. */
public final class InspectSarifReport implements InspectReport<InspectedImage> {

    private final SarifLog log;

    /**
     * Creates a report that passes each line to {@code out}.
     *
     * @param version the program's version, if it is known
     */
    public InspectSarifReport(Consumer<String> out, Optional<String> version) {
        this.log = new SarifLog(out, version);
    }

    @Override
    public InspectedImage render(Inspection inspection) {
        return InspectedImage.of(inspection, FailOn.NOTHING);
    }

    @Override
    public void print(InspectedImage inspected) {
        inspected.problems().forEach(problem -> log.add(inspected.image(), problem));
    }

    @Override
    public void end(InspectSummary summary) {
        log.end(summary.count(Verdict.BUG) == 0);
    }
}
