package io.cowhand.cli;

import io.cowhand.fleet.JournalOptions;
import java.util.List;
import java.util.Optional;

/** The options that only a run that writes needs. */
final class JournalArguments implements ArgumentGroup {

    private final StateOptions state = new StateOptions();

    private final MountOptions mounts = new MountOptions();

    private final Argument<Optional<String>> reason = Argument.option("--reason")
            .takes("TEXT", String.class)
            .description("The reason for the run, recorded in its journal.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(state, mounts, reason);
    }

    StateOptions state() {
        return state;
    }

    boolean trustsLocalLocks() {
        return mounts.isTrusting();
    }

    /** Returns the options for the journal of a run that a command line begins. */
    JournalOptions options(boolean recoversFirst, List<String> commandLine) {
        return new JournalOptions(state.path(), recoversFirst, commandLine, reason.value());
    }
}
