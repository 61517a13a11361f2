package io.cowhand.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata of a run, for audits: who started it, where, when and why.
 *
 * @param run the run's id
 * @param startedAt the time at which the run started
 * @param user the user who ran the program
 * @param sudoUser the user who called sudo, if any
 * @param host the host name
 * @param boot the id of the host's current boot; {@code ""} if unknown
 * @param version the version of Cowhand
 * @param arguments the command line
 * @param command {@code apply}, {@code rollback}, {@code restore} or {@code qcow2}
 * @param recipe the recipe's path as given; or the id of the run being rolled back, the capture, or the image
 * @param name the recipe's name; or the other command, and what it is applied to
 * @param digest the SHA-256 of the recipe in hexadecimal digits; {@code ""} for other commands
 * @param vars the values of the recipe's variables by name, as {@link JsonValues} has them, without secrets
 * @param commit the Git commit of the recipe's folder, if any
 * @param reason the reason that the user gave, if any
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
        Map<String, Object> vars,
        Optional<String> commit,
        Optional<String> reason) {

    /** Copies the list and the values. */
    public RunMetadata {
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        arguments = List.copyOf(arguments);
    }

    /** Returns the metadata of a part of the run on a host. */
    public RunMetadata ofPart(JournalId id, String on, String bootOfHost) {
        return with(id.toString(), on, bootOfHost);
    }

    /** Returns these metadata with another boot. */
    RunMetadata withBoot(String other) {
        return with(run, host, other);
    }

    private RunMetadata with(String id, String on, String bootOfHost) {
        return new RunMetadata(
                id,
                startedAt,
                user,
                sudoUser,
                on,
                bootOfHost,
                version,
                arguments,
                command,
                recipe,
                name,
                digest,
                vars,
                commit,
                reason);
    }
}
