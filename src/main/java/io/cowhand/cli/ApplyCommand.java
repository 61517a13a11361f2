package io.cowhand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cowhand apply}: applies a recipe. */
@Command(mixinStandardHelpOptions = true, description = "Apply a recipe: write its changes to the images.")
final class ApplyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RecipeArguments recipe = new RecipeArguments();

    @Mixin
    private JournalArguments journal = new JournalArguments();

    @Mixin
    private RolloutArguments rollout = new RolloutArguments();

    @Option(names = "--dry-run", arity = "0", description = "Write nothing; same as plan.")
    private boolean dryRun;

    @Option(names = "--no-recover", description = "Do not recover interrupted runs first.")
    private boolean noRecover;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        FleetCommand command = new FleetCommand(terminal, recipe);
        ExitCode code = dryRun
                ? command.plan(journal.trustsLocalLocks(), journal.state(), rollout)
                : command.apply(journal.trustsLocalLocks(), rollout, journal.options(!noRecover, Cli.arguments(spec)));
        return code.code();
    }
}
