package io.cowhand.cli;

import io.cowhand.apply.TransientJournal;
import io.cowhand.qcow2py.ScriptRun;
import io.cowhand.report.Escaped;
import io.cowhand.run.NewRunMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand qcow2}: replaces QEMU's test script. */
final class Qcow2Command implements Command {

    private final Terminal terminal;

    private final Argument<Boolean> json = Argument.flag("-j", "Dump as JSON; may also follow the command.");

    private final Argument<List<String>> arguments = Argument.parameter("0..*")
            .takes("FILE COMMAND [ARG...]", String.class)
            .description("The image, and a command of the script with its arguments.")
            .repeatable();

    private final StateOptions state = new StateOptions();

    Qcow2Command(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description(
                        "Do what QEMU's test script qcow2.py does, with the same output; --help lists its commands.")
                .footer(ScriptRun.usage().stream().skip(1).toArray(String[]::new));
        // The arguments after the file are the script's: a bit number of -1, or data that looks like an option.
        command.parser().stopAtPositional(true);
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(json, arguments, state);
    }

    @Override
    public Integer call() throws IOException {
        List<String> script = new ArrayList<>(arguments.value());
        if (json.value()) {
            script.add("-j");
        }
        // Escaped on a terminal; a program gets the bytes that the script would print.
        Consumer<String> out = Terminal.isTerminal() ? line -> terminal.result(Escaped.plain(line)) : terminal::result;
        try (TransientJournal journal =
                new TransientJournal(state.directory(), () -> NewRunMetadata.ofScript(script))) {
            return new ScriptRun(System.in, out, terminal::message, journal).run(script);
        }
    }
}
