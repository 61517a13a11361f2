package io.cowhand.cli;

import io.cowhand.journal.StateDirectory;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the state directory. */
final class StateOptions {

    private static final Path ROOTS = Path.of("/var/lib/cowhand");

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "${env:COWHAND_STATE_DIR}",
            description = "The directory of the runs' journals, which must survive a crash. Default: the one that"
                    + " COWHAND_STATE_DIR names, or else /var/lib/cowhand for root and ~/.local/state/cowhand for"
                    + " other users.")
    private Optional<Path> directory = Optional.empty();

    /** Returns the state directory of the environment, for commands without the option. */
    static StateOptions ofEnvironment() {
        StateOptions options = new StateOptions();
        options.directory =
                Optional.ofNullable(System.getenv("COWHAND_STATE_DIR")).map(Path::of);
        return options;
    }

    Path path() {
        return directory.filter(path -> !path.toString().isEmpty()).orElseGet(StateOptions::usual);
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
