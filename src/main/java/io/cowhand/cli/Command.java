package io.cowhand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command: its help, its arguments and its work, which returns the exit code.
 *
 * <p>All of them are described by code rather than annotations: reading annotations takes a fifth of the time of a short run.
 */
interface Command extends ArgumentGroup, Callable<Integer> {

    /** Sets what the help of the command says, and what else it has besides arguments. */
    void describe(CommandSpec command);

    /** Returns the command as the parser knows it. */
    default CommandSpec spec() {
        CommandSpec command = CommandSpec.wrapWithoutInspection(this);
        describe(command);
        addTo(command);
        return command.versionProvider(new Cli.Version())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
    }
}
