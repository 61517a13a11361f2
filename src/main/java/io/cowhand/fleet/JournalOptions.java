package io.cowhand.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Options for the journal of a run that writes.
 *
 * @param stateDirectory the directory of the journals of all runs; it must survive a crash
 * @param recoversFirst whether to recover interrupted runs before this one begins
 * @param arguments the command line, or another description of the caller for an audit
 * @param reason the reason for the run
 */
public record JournalOptions(
        Path stateDirectory, boolean recoversFirst, List<String> arguments, Optional<String> reason) {

    /** Copies the list. */
    public JournalOptions {
        arguments = List.copyOf(arguments);
    }

    /** Creates the default options with a state directory. */
    public JournalOptions(Path stateDirectory) {
        this(stateDirectory, true, List.of(), Optional.empty());
    }

    /** Returns these options with a reason. */
    public JournalOptions withReason(String why) {
        return new JournalOptions(stateDirectory, recoversFirst, arguments, Optional.of(why));
    }
}
