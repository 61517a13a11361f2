package io.cowhand.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand completion}: prints a completion script. */
final class CompletionCommand implements Command {

    private final Terminal terminal;

    /** The shells. */
    enum Shell {
        bash,
        zsh
    }

    private final Argument<Shell> shell = Argument.parameter()
            .takes("SHELL", Shell.class)
            .description("The shell: bash or zsh.")
            .required();

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description(
                        "Print a script by which a shell completes commands, options, values and file names.",
                        "It is for bash 4 and newer, and for zsh.")
                .footerHeading(Cli.EXAMPLES)
                .footer("  source <(cowhand completion bash)");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(shell);
    }

    @Override
    public Integer call() {
        CompletionScript script = new CompletionScript(Cli.commandLine(terminal));
        terminal.result((shell.value() == Shell.bash ? script.bash() : script.zsh()).stripTrailing());
        return ExitCode.DONE.code();
    }
}
