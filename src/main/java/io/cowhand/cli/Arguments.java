package io.cowhand.cli;

import picocli.CommandLine.Model.CommandSpec;

/** Arguments of a command: a single one, or some that belong together. */
interface Arguments {

    /** Adds the arguments to a command, whose command line then sets their values. */
    void addTo(CommandSpec command);
}
