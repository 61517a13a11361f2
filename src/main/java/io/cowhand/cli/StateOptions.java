package io.cowhand.cli;

import io.cowhand.journal.StateDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The option that names the state directory, which is the usual one for commands without the option. */
final class StateOptions implements ArgumentGroup {

    private static final Path ROOTS = Path.of("/var/lib/cowhand");

    private final Argument<Optional<Path>> directory = Argument.option("--state-dir")
            .takes("DIR", Path.class)
            .description("The directory of the runs' journals, which must survive a crash. Default: the one that"
                    + " COWHAND_STATE_DIR names, or else /var/lib/cowhand for root and ~/.local/state/cowhand for"
                    + " other users.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(directory);
    }

    Path path() {
        return directory
                .value()
                .or(StateOptions::ofEnvironment)
                .filter(path -> !path.toString().isEmpty())
                .orElseGet(StateOptions::usual);
    }

    private static Optional<Path> ofEnvironment() {
        return Optional.ofNullable(System.getenv("COWHAND_STATE_DIR")).map(Path::of);
    }

    StateDirectory directory() {
        return new StateDirectory(path());
    }

    private static Path usual() {
        if (System.getProperty("user.name").equals("root")) {
            return ROOTS;
        }
        String state = System.getenv("XDG_STATE_HOME");
        if (state != null && !state.isEmpty()) {
            return Path.of(state, "cowhand");
        }
        String home = System.getenv("HOME");
        return Path.of(
                home == null || home.isEmpty() ? System.getProperty("user.home") : home, ".local", "state", "cowhand");
    }
}
