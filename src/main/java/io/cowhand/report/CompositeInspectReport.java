package io.cowhand.report;

import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.List;

/**
 * Several reports of the same inspections; what is kept of an image prints it in each of them.
 *
 * @param reports the reports
 * @param completion runs when all of them have ended
 */
public record CompositeInspectReport(List<InspectReport<?>> reports, Runnable completion)
        implements InspectReport<List<Runnable>> {

    /** Copies the list. */
    public CompositeInspectReport {
        reports = List.copyOf(reports);
    }

    @Override
    public List<Runnable> render(Inspection inspection) {
        return reports.stream().map(report -> printer(report, inspection)).toList();
    }

    private static <T> Runnable printer(InspectReport<T> report, Inspection inspection) {
        T rendered = report.render(inspection);
        return () -> report.print(rendered);
    }

    @Override
    public void print(List<Runnable> rendered) {
        rendered.forEach(Runnable::run);
    }

    @Override
    public void end(InspectSummary summary) {
        reports.forEach(report -> report.end(summary));
        completion.run();
    }
}
