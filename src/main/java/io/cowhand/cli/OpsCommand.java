package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.report.OperationJson;
import io.cowhand.report.OperationText;
import io.cowhand.schema.NearestName;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cowhand ops}: shows the operations. */
@Command(
        mixinStandardHelpOptions = true,
        description = "List the operations, or show one with its arguments and an example.",
        footerHeading = Cli.EXAMPLES,
        footer = {"  cowhand ops", "  cowhand ops move-backing"})
final class OpsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Parameters(arity = "0..1", paramLabel = "OP", description = "The operation to show.")
    private Optional<String> operation = Optional.empty();

    OpsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        OperationCatalog catalog = plugins.catalog();
        if (operation.isEmpty()) {
            for (OperationHandler handler : catalog.handlers()) {
                if (output.json()) {
                    terminal.result(OperationJson.line(handler));
                } else {
                    terminal.text(OperationText.line(handler));
                }
            }
            return ExitCode.DONE.code();
        }
        Optional<OperationHandler> handler = catalog.find(operation.get());
        if (handler.isEmpty()) {
            String hint = NearestName.hint(
                    operation.get(),
                    catalog.handlers().stream().map(OperationHandler::name).toList());
            terminal.message("there is no operation \"" + operation.get() + "\""
                    + (hint.isEmpty() ? "; 'cowhand ops' lists them" : hint));
            return ExitCode.USAGE.code();
        }
        if (output.json()) {
            terminal.result(OperationJson.line(handler.get()));
        } else {
            OperationText.page(handler.get(), terminal.pageColumns()).forEach(terminal::result);
        }
        return ExitCode.DONE.code();
    }
}
