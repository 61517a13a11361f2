package io.cowhand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cowhand plan}: shows what a recipe would change. */
@Command(
        mixinStandardHelpOptions = true,
        description = "Show what a recipe would change, field by field; write nothing.")
final class PlanCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private RecipeArguments recipe = new RecipeArguments();

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new FleetCommand(terminal, recipe)
                .plan(false, StateOptions.ofEnvironment(), new RolloutArguments())
                .code();
    }
}
