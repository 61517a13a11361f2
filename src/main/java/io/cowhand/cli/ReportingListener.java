package io.cowhand.cli;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutProgress;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.problem.Problem;
import io.cowhand.report.FleetReport;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Passes results to a report, and messages to the terminal. */
final class ReportingListener implements RunListener, AutoCloseable {

    /** The statuses of recovered images that need no attention, because the header is intact. */
    private static final Set<Status> INTACT = Set.of(Status.NOT_BEGUN, Status.DONE, Status.CHANGED_SINCE);

    private final Terminal terminal;
    private final FleetReport report;
    private final Runnable begin;
    private final FleetProgress progress;
    private final Optional<AfterWaveCommand> between;
    private boolean hasBegun;
    private long intact;

    /**
     * Creates a listener.
     *
     * @param begin begins the report; runs before the first result, as a run that fails before it has none
     * @param progress shows how far the run is
     * @param between decides between two waves; nothing to begin every wave
     */
    ReportingListener(
            Terminal terminal,
            FleetReport report,
            Runnable begin,
            FleetProgress progress,
            Optional<AfterWaveCommand> between) {
        this.terminal = terminal;
        this.report = report;
        this.begin = begin;
        this.progress = progress;
        this.between = between;
    }

    /** Creates a listener for a command that begins its report itself, and shows no progress. */
    ReportingListener(Terminal terminal, FleetReport report) {
        this(terminal, report, () -> {}, FleetProgress.hidden(), Optional.empty());
    }

    @Override
    public void result(ImageResult result) {
        begin();
        report.result(result);
        between.ifPresent(command -> command.add(result));
        progress.step(result);
    }

    @Override
    public void planned() {
        progress.planned();
    }

    @Override
    public void progress(RolloutProgress now) {
        progress.rollout(now);
    }

    @Override
    public Optional<String> waveDone(String run, int wave) {
        return between.flatMap(command -> command.run(run, wave));
    }

    @Override
    public void recovered(ImageResult result) {
        if (INTACT.contains(result.status())) {
            intact++;
        } else {
            terminal.message("recovered from an interrupted run: "
                    + result.image().display() + ": " + result.status().label()
                    + result.problems().stream()
                            .map(problem -> ": " + problem.problem().message())
                            .collect(Collectors.joining()));
        }
    }

    @Override
    public void notice(Problem problem) {
        terminal.message(problem.message());
    }

    /** Ends the report. */
    void end(RunSummary summary) {
        terminal.clearStatus();
        begin();
        report.end(summary);
    }

    /** Removes what was kept for the command between two waves. */
    @Override
    public void close() {
        between.ifPresent(AfterWaveCommand::close);
    }

    private void begin() {
        if (!hasBegun) {
            hasBegun = true;
            reportIntact();
            begin.run();
        }
    }

    /** Reports the number of recovered images that need no line each. */
    private void reportIntact() {
        if (intact > 0) {
            terminal.message("recovered from an interrupted run: " + intact
                    + (intact == 1 ? " image, whose header is intact" : " images, whose headers are intact"));
            intact = 0;
        }
    }
}
