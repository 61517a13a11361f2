package io.cowhand.cli;

import io.cowhand.fleet.JournalOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that only a run that writes needs. */
final class JournalArguments {

    @Mixin
    private StateOptions state = new StateOptions();

    @Mixin
    private MountOptions mounts = new MountOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "The reason for the run, recorded in its journal.")
    private Optional<String> reason = Optional.empty();

    StateOptions state() {
        return state;
    }

    boolean trustsLocalLocks() {
        return mounts.isTrusting();
    }

    /** Returns the options for the journal of a run that a command line begins. */
    JournalOptions options(boolean recoversFirst, List<String> commandLine) {
        return new JournalOptions(state.path(), recoversFirst, commandLine, reason);
    }
}
