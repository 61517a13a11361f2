package io.cowhand.cli;

import io.cowhand.os.MountPolicy;
import io.cowhand.os.TimeLimit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code plan} and {@code apply} take. */
final class FleetOptions {

    @Parameters(paramLabel = "RECIPE", description = "The recipe.")
    private Path recipe = Path.of("");

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private StateOptions state = new StateOptions();

    @Mixin
    private MountOptions mounts = new MountOptions();

    @Mixin
    private TimeoutOptions timeout = new TimeoutOptions();

    @Option(
            names = "--no-recover",
            description = "Leave runs that were cut off as they are; otherwise apply recovers them first.")
    private boolean noRecover;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the run is made, for its journal.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "GLOB",
            description = "Only images whose path matches: as shown, relative to the recipe's folder, or absolute."
                    + " May be given more than once.")
    private List<String> limit = List.of();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Images that are worked on at the same time; 1 where the recipe says on-error: stop.")
    private Optional<Integer> jobs = Optional.empty();

    @Option(names = "--allow-empty", description = "Accept globs that match no image.")
    private boolean allowEmpty;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there are changes.")
    private boolean detailedExitCode;

    Path recipe() {
        return recipe;
    }

    StateOptions state() {
        return state;
    }

    MountPolicy mounts() {
        return mounts.mounts();
    }

    TimeLimit timeLimit() {
        return timeout.limit();
    }

    boolean recovers() {
        return !noRecover;
    }

    Optional<String> reason() {
        return reason;
    }

    PluginOptions plugins() {
        return plugins;
    }

    ReportOptions report() {
        return report;
    }

    /** Returns globs of the images to select; an empty list selects all. */
    List<String> limit() {
        return limit;
    }

    Optional<Integer> jobs() {
        return jobs;
    }

    boolean allowEmpty() {
        return allowEmpty;
    }

    boolean detailedExitCode() {
        return detailedExitCode;
    }
}
