package io.cowhand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the changes of a recipe. */
@Command(mixinStandardHelpOptions = true, description = "Make the changes of a recipe.")
final class ApplyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FleetOptions fleet = new FleetOptions();

    @Option(names = "--dry-run", arity = "0", description = "Write nothing; the same as plan.")
    private boolean dryRun;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new FleetCommand(terminal, fleet, Cli.arguments(spec), dryRun)
                .run()
                .code();
    }
}
