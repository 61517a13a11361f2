package io.cowhand.cli;

import io.cowhand.apply.TransientJournal;
import io.cowhand.qcow2py.ScriptRun;
import io.cowhand.report.Escaped;
import io.cowhand.run.NewRunMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cowhand qcow2}: replaces QEMU's test script. */
@Command(
        mixinStandardHelpOptions = true,
        description = "Do what QEMU's test script qcow2.py does, with the same output; --help lists its commands.")
final class Qcow2Command implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "-j", description = "Dump as JSON; may also follow the command.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE COMMAND [ARG...]",
            hideParamSyntax = true,
            description = "The image, and a command of the script with its arguments.")
    private List<String> arguments = new ArrayList<>();

    @Mixin
    private StateOptions state = new StateOptions();

    Qcow2Command(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Configures what annotations cannot express. */
    static void configure(CommandLine script) {
        script.getCommandSpec()
                .usageMessage()
                .footer(ScriptRun.usage().stream().skip(1).toArray(String[]::new));
        // The arguments after the file are the script's: a bit number of -1, or data that looks like an option.
        script.setStopAtPositional(true);
    }

    @Override
    public Integer call() throws IOException {
        if (json) {
            arguments.add("-j");
        }
        // Escaped on a terminal; a program gets the bytes that the script would print.
        Consumer<String> out = Terminal.isTerminal() ? line -> terminal.result(Escaped.plain(line)) : terminal::result;
        try (TransientJournal journal =
                new TransientJournal(state.directory(), () -> NewRunMetadata.ofScript(arguments))) {
            return new ScriptRun(System.in, out, terminal::message, journal).run(arguments);
        }
    }
}
