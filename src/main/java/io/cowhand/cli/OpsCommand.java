package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.report.OperationJson;
import io.cowhand.report.OperationText;
import io.cowhand.schema.NearestName;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand ops}: shows the operations. */
final class OpsCommand implements Command {

    private final Terminal terminal;

    private final OutputOptions output = new OutputOptions();

    private final PluginOptions plugins = new PluginOptions();

    private final Argument<Optional<String>> operation = Argument.parameter("0..1")
            .takes("OP", String.class)
            .description("The operation to show.")
            .optional();

    OpsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description("List the operations, or show one with its arguments and an example.")
                .footerHeading(Cli.EXAMPLES)
                .footer("  cowhand ops", "  cowhand ops move-backing");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(output, plugins, operation);
    }

    @Override
    public Integer call() {
        OperationCatalog catalog = plugins.catalog();
        if (operation.value().isEmpty()) {
            for (OperationHandler handler : catalog.handlers()) {
                if (output.json()) {
                    terminal.result(OperationJson.line(handler));
                } else {
                    terminal.text(OperationText.line(handler));
                }
            }
            return ExitCode.DONE.code();
        }
        Optional<OperationHandler> handler = catalog.find(operation.value().get());
        if (handler.isEmpty()) {
            String hint = NearestName.hint(
                    operation.value().get(),
                    catalog.handlers().stream().map(OperationHandler::name).toList());
            terminal.message("there is no operation \"" + operation.value().get() + "\""
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
