package io.cowhand.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a run that writes keeps its journal, and what that says of it.
 *
 * @param stateDirectory where the journals of all runs are; it must outlive a crash
 * @param recoversFirst whether runs that were cut off are recovered before this one begins
 * @param arguments the command line, or whatever else tells an audit where the run came from
 * @param reason why the run is made
 */
public record JournalOptions(
        Path stateDirectory, boolean recoversFirst, List<String> arguments, Optional<String> reason) {

    /** Copies the list. */
    public JournalOptions {
        arguments = List.copyOf(arguments);
    }

    /** The usual options with a state directory. */
    public JournalOptions(Path stateDirectory) {
        this(stateDirectory, true, List.of(), Optional.empty());
    }

    /** Returns the same options with a reason. */
    public JournalOptions withReason(String why) {
        return new JournalOptions(stateDirectory, recoversFirst, arguments, Optional.of(why));
    }
}
