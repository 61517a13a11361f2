package io.cowhand.cli;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.report.FleetReport;
import io.cowhand.run.ImageJob;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts results on their way to the report. */
final class ResultCounter {

    private final FleetReport report;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private boolean bug;

    ResultCounter(FleetReport report) {
        this.report = report;
    }

    void add(ImageResult result) {
        counts.merge(result.status(), 1L, Long::sum);
        bug |= result.problems().stream()
                .anyMatch(problem -> problem.problem().code().equals(ImageJob.BUG));
        report.result(result);
    }

    /** Ends the report and answers with what the run exits with. */
    ExitCode end(boolean dryRun, Optional<String> run, boolean detailedExitCode) {
        RunSummary summary = new RunSummary(dryRun, run, counts);
        report.end(summary);
        return bug ? ExitCode.BUG : ExitCode.of(summary, detailedExitCode);
    }
}
