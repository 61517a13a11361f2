package io.cowhand.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as its journal records it.
 *
 * @param id the run's id
 * @param state the run's state
 * @param origin who started the run, and why; empty if it was interrupted before that was recorded
 * @param images the number of images that it was about to write
 * @param written the number of images that it wrote
 * @param unresolved the number of images of which it is not known what they hold
 * @param rolledBackBy the ids of the runs that rolled it back, the oldest first
 */
public record PastRun(
        String id,
        RunState state,
        Optional<Origin> origin,
        long images,
        long written,
        long unresolved,
        List<String> rolledBackBy) {

    /** Copies the list. */
    public PastRun {
        rolledBackBy = List.copyOf(rolledBackBy);
    }

    /**
     * Who started a run, when, where, with what, and why.
     *
     * @param startedAt the time at which it started
     * @param user the user who ran the program
     * @param sudoUser the user who called sudo
     * @param host the name of the machine
     * @param arguments the command line; empty if a Java program started the run
     * @param command {@code apply}, {@code rollback} or {@code qcow2}
     * @param recipe the path of the recipe as given, or the id of the run that is rolled back
     * @param name the name of the recipe
     * @param commit the Git commit of the recipe's folder
     * @param reason the reason that the user gave
     */
    public record Origin(
            Instant startedAt,
            String user,
            Optional<String> sudoUser,
            String host,
            List<String> arguments,
            String command,
            String recipe,
            String name,
            Optional<String> commit,
            Optional<String> reason) {

        /** Copies the list. */
        public Origin {
            arguments = List.copyOf(arguments);
        }
    }
}
