package io.cowhand.cli;

import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.report.SarifLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cowhand validate}: checks recipes. */
@Command(
        mixinStandardHelpOptions = true,
        description = "Check recipes; touch no image.",
        footerHeading = Cli.EXAMPLES,
        footer = {"  cowhand validate recipes/*.yaml", "  git ls-files '*.yaml' | cowhand validate --format sarif -"})
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private FormatOptions output = new FormatOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private VariableArguments variables = new VariableArguments();

    @Parameters(
            arity = "1..*",
            paramLabel = "RECIPE",
            description = "The recipes; '-' reads a list of them from standard input.")
    private List<String> recipes = new ArrayList<>();

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> contradiction = output.contradiction();
        if (contradiction.isPresent()) {
            terminal.message(contradiction.get());
            return ExitCode.USAGE.code();
        }
        RecipeReader reader = new RecipeReader(plugins.catalog());
        ExitCode worst = ExitCode.DONE;
        List<String> paths = PathList.expand(recipes);
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
