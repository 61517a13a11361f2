package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.result.Heading;
import io.cowhand.run.RunEntry;
import java.util.List;

/**
 * Several reports of the same results.
 *
 * @param reports the reports
 * @param completion runs when all of them have ended
 */
public record CompositeFleetReport(List<FleetReport> reports, Runnable completion) implements FleetReport {

    /** Copies the list. */
    public CompositeFleetReport {
        reports = List.copyOf(reports);
    }

    @Override
    public void begin(Heading heading) {
        reports.forEach(report -> report.begin(heading));
    }

    @Override
    public void begin(RunEntry run) {
        reports.forEach(report -> report.begin(run));
    }

    @Override
    public void beginRollback(String run, boolean dryRun) {
        reports.forEach(report -> report.beginRollback(run, dryRun));
    }

    @Override
    public void result(ImageResult result) {
        reports.forEach(report -> report.result(result));
    }

    @Override
    public void end(RunSummary summary) {
        reports.forEach(report -> report.end(summary));
        completion.run();
    }
}
