package io.cowhand.cli.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The variables of the environment that the program or its launcher reads. */
enum EnvironmentVariable {
    COWHAND_STATE_DIR("The directory of the runs' journals, if --state-dir does not name one.", "--state-dir"),
    COWHAND_PLUGINS("A directory of jars with additional operations, if --plugins does not name one.", "--plugins"),
    NO_COLOR("If it is set and not empty, text has no colours, unless --color says always.", "--color"),
    TERM("If it is dumb, text has no colours, and no progress is shown.", "--color"),
    COLUMNS("The number of columns of the terminal, at which text wraps; by default the terminal is asked.", "--color"),
    XDG_STATE_HOME(
            "For users other than root, the directory in which the state directory cowhand lies; by default ~/.local/state.",
            "--state-dir"),
    XDG_CACHE_HOME("The directory in which the launcher keeps its archive of classes; by default ~/.cache."),
    JAVA_HOME("The Java that the launcher prefers, if it is version 17 or newer."),
    COWHAND_JAVA_OPTS("Further options for the Java virtual machine."),
    COWHAND_DEBUG("If it is set, a bug in Cowhand prints its stack trace.");

    private final String meaning;
    private final Optional<String> option;

    EnvironmentVariable(String meaning, String option) {
        this.meaning = meaning;
        this.option = Optional.of(option);
    }

    EnvironmentVariable(String meaning) {
        this.meaning = meaning;
        this.option = Optional.empty();
    }

    String meaning() {
        return meaning;
    }

    /** Returns the variables that matter to a command: all to the program, to a command those that go with its options. */
    static List<EnvironmentVariable> of(CommandSpec command) {
        return Arrays.stream(values())
                .filter(each -> command.parent() == null
                        || each.option
                                .filter(name -> command.findOption(name) != null)
                                .isPresent())
                .toList();
    }
}
