package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.recipe.RecipeSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the schema of recipes. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Print the JSON Schema of recipes, with all operations there are.")
final class SchemaCommand implements Callable<Integer> {

    private final Terminal terminal;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.result(RecipeSchema.of(OperationCatalog.load()).text().stripTrailing());
        return ExitCode.DONE.code();
    }
}
