package io.cowhand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a recipe would change. */
@Command(
        mixinStandardHelpOptions = true,
        description = "Show what a recipe would change, field by field; nothing is written.")
final class PlanCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FleetOptions fleet = new FleetOptions();

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new FleetCommand(terminal, fleet, Cli.arguments(spec), true)
                .run()
                .code();
    }
}
