package io.cowhand.report;

import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A report that leaves images out; its summary counts them.
 *
 * @param report the report of the others
 * @param isShown whether an image is in the report
 * @param <T> what the report keeps of an image
 */
public record FilteredInspectReport<T>(InspectReport<T> report, Predicate<Inspection> isShown)
        implements InspectReport<Optional<T>> {

    @Override
    public Optional<T> render(Inspection inspection) {
        return isShown.test(inspection) ? Optional.of(report.render(inspection)) : Optional.empty();
    }

    @Override
    public void print(Optional<T> rendered) {
        rendered.ifPresent(report::print);
    }

    @Override
    public void end(InspectSummary summary) {
        report.end(summary);
    }
}
