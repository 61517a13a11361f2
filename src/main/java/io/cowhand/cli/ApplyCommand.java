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
    private RecipeArguments recipe = new RecipeArguments();

    @Mixin
    private JournalArguments journal = new JournalArguments();

    @Option(names = "--dry-run", arity = "0", description = "Write nothing; the same as plan.")
    private boolean dryRun;

    @Option(
            names = "--no-recover",
            description = "Leave runs that were cut off as they are; otherwise apply recovers them first.")
    private boolean noRecover;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        FleetCommand command = new FleetCommand(terminal, recipe);
        ExitCode code = dryRun
                ? command.plan(journal.trustsLocalLocks(), journal.state())
                : command.apply(journal.trustsLocalLocks(), journal.options(!noRecover, Cli.arguments(spec)));
        return code.code();
    }
}
