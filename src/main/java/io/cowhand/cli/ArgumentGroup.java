package io.cowhand.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Arguments that belong together; several commands may have them. */
interface ArgumentGroup extends Arguments {

    /** Returns the arguments. */
    List<Arguments> arguments();

    @Override
    default void addTo(CommandSpec command) {
        for (Arguments each : arguments()) {
            each.addTo(command);
        }
    }
}
