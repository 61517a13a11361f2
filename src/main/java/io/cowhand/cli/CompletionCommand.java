package io.cowhand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cowhand completion}: prints a completion script. */
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Print a script by which a shell completes commands, options, values and file names.",
            "It is for bash 4 and newer, and for zsh."
        },
        footerHeading = Cli.EXAMPLES,
        footer = {"  source <(cowhand completion bash)"})
final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;

    /** The shells. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "The shell: bash or zsh.")
    private Shell shell = Shell.bash;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CompletionScript script = new CompletionScript(Cli.commandLine(terminal));
        terminal.result((shell == Shell.bash ? script.bash() : script.zsh()).stripTrailing());
        return ExitCode.DONE.code();
    }
}
