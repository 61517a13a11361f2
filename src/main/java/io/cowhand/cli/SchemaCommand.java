package io.cowhand.cli;

import io.cowhand.recipe.RecipeSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cowhand schema}: prints the schema of recipes. */
@Command(
        mixinStandardHelpOptions = true,
        description = "Print the JSON Schema of recipes, including the operations of plug-ins.",
        footerHeading = Cli.EXAMPLES,
        footer = {"  cowhand schema --plugins plugins > recipe.schema.json"})
final class SchemaCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Option(
            names = "--included",
            description = "Print the schema of files to include, which refers to recipe.schema.json beside it.")
    private boolean included;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RecipeSchema schema = RecipeSchema.of(plugins.catalog());
        terminal.result((included ? schema.includedText() : schema.text()).stripTrailing());
        return ExitCode.DONE.code();
    }
}
