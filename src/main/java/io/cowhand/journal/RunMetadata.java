package io.cowhand.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who began a run, where, when, and what for: what an audit asks.
 *
 * @param run the run's id
 * @param startedAt when it began
 * @param user who ran the program
 * @param sudoUser who that was before sudo
 * @param host the machine's name
 * @param boot what tells this boot of the machine from all others; {@code ""} where that is not known
 * @param version the program's
 * @param arguments the command line
 * @param command {@code apply} or {@code rollback}
 * @param recipe the recipe's path as given, or the id of the run that is taken back
 * @param name the recipe's name
 * @param digest SHA-256 of the recipe in hexadecimal digits; {@code ""} for a rollback
 * @param commit the Git commit that the recipe's folder is at, where there is one
 * @param reason what the user gave as a reason
 */
public record RunMetadata(
        String run,
        Instant startedAt,
        String user,
        Optional<String> sudoUser,
        String host,
        String boot,
        String version,
        List<String> arguments,
        String command,
        String recipe,
        String name,
        String digest,
        Optional<String> commit,
        Optional<String> reason) {

    /** Copies the list. */
    public RunMetadata {
        arguments = List.copyOf(arguments);
    }
}
