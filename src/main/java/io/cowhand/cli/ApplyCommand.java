package io.cowhand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the changes of a recipe. */
@Command(name = "apply", mixinStandardHelpOptions = true, description = "Make the changes of a recipe.")
final class ApplyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private FleetOptions fleet = new FleetOptions();

    @Option(names = "--dry-run", arity = "0", description = "Write nothing; the same as plan.")
    private boolean dryRun;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new FleetCommand(terminal, fleet, dryRun).run().code();
    }
}
