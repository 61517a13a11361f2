package io.cowhand.cli;

import io.cowhand.recipe.RecipeSchema;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand schema}: prints the schema of recipes. */
final class SchemaCommand implements Command {

    private final Terminal terminal;

    private final PluginOptions plugins = new PluginOptions();

    private final Argument<Boolean> included = Argument.flag(
            "--included", "Print the schema of files to include, which refers to recipe.schema.json beside it.");

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description("Print the JSON Schema of recipes, including the operations of plug-ins.")
                .footerHeading(Cli.EXAMPLES)
                .footer("  cowhand schema --plugins plugins > recipe.schema.json");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(plugins, included);
    }

    @Override
    public Integer call() {
        RecipeSchema schema = RecipeSchema.of(plugins.catalog());
        terminal.result((included.value() ? schema.includedText() : schema.text()).stripTrailing());
        return ExitCode.DONE.code();
    }
}
