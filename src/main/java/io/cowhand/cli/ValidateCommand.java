package io.cowhand.cli;

import io.cowhand.image.RootDirectory;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.report.SarifLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand validate}: checks recipes. */
final class ValidateCommand implements Command {

    private final Terminal terminal;

    private final FormatOptions output = new FormatOptions();

    private final PluginOptions plugins = new PluginOptions();

    private final VariableArguments variables = new VariableArguments();

    private final RootOption root = new RootOption();

    private final Argument<List<String>> recipes = Argument.parameter("1..*")
            .takes("RECIPE", String.class)
            .description("The recipes; '-' reads a list of them from standard input.")
            .repeatable();

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description("Check recipes; touch no image.")
                .footerHeading(Cli.EXAMPLES)
                .footer(
                        "  cowhand validate recipes/*.yaml",
                        "  git ls-files '*.yaml' | cowhand validate --format sarif -");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(output, plugins, variables, root, recipes);
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> contradiction = output.contradiction();
        if (contradiction.isPresent()) {
            terminal.message(contradiction.get());
            return ExitCode.USAGE.code();
        }
        RootDirectory below;
        try {
            below = root.directory();
        } catch (IOException noRoot) {
            terminal.message(root.complaint(noRoot));
            return ExitCode.USAGE.code();
        }
        RecipeReader reader = plugins.reader().below(below);
        ExitCode worst = ExitCode.DONE;
        List<String> paths = PathList.expand(recipes.value());
        if (paths.isEmpty()) {
            terminal.message("the list on standard input names no recipe");
            return ExitCode.USAGE.code();
        }
        ValidationReport report = report();
        for (String recipe : paths) {
            RecipeResult read = reader.validate(Path.of(recipe), variables.options());
            report.show(recipe, read);
            if (worst != ExitCode.INVALID_RECIPE && !(read instanceof RecipeResult.Valid)) {
                worst = ExitCode.of(read);
            }
        }
        report.end();
        return worst.code();
    }

    private ValidationReport report() {
        return switch (output.format()) {
            case text -> new ValidationReport.Text(terminal, output.quiet());
            case json -> new ValidationReport.Json(terminal);
            case sarif -> new ValidationReport.Sarif(new SarifLog(terminal::result, Cli.version()));
        };
    }
}
