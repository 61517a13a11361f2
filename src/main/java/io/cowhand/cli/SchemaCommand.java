package io.cowhand.cli;

import io.cowhand.recipe.RecipeSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cowhand schema}: prints the schema of recipes. */
@Command(
        mixinStandardHelpOptions = true,
        description = "Print the JSON Schema of recipes, including the operations of plug-ins.")
final class SchemaCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.result(RecipeSchema.of(plugins.catalog()).text().stripTrailing());
        return ExitCode.DONE.code();
    }
}
