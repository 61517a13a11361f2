package io.cowhand.cli;

import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.report.Escaped;
import io.cowhand.report.RecipeJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cowhand validate}: checks recipes. */
@Command(mixinStandardHelpOptions = true, description = "Check recipes; touch no image.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output = new OutputOptions();

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
        RecipeReader reader = new RecipeReader(plugins.catalog());
        ExitCode worst = ExitCode.DONE;
        List<String> paths = PathList.expand(recipes);
        if (paths.isEmpty()) {
            terminal.message("the list on standard input names no recipe");
            return ExitCode.USAGE.code();
        }
        long invalid = 0;
        for (String recipe : paths) {
            RecipeResult read = reader.validate(Path.of(recipe), variables.options());
            show(recipe, read);
            invalid += read instanceof RecipeResult.Valid ? 0 : 1;
            if (worst != ExitCode.INVALID_RECIPE && !(read instanceof RecipeResult.Valid)) {
                worst = ExitCode.of(read);
            }
        }
        if (output.json()) {
            terminal.result(RecipeJson.summary(paths.size(), invalid));
        }
        return worst.code();
    }

    private void show(String recipe, RecipeResult read) {
        if (output.json()) {
            terminal.result(RecipeJson.validation(recipe, read.problems()));
            return;
        }
        read.problems().forEach(terminal::problem);
        if (read instanceof RecipeResult.Valid valid && !output.quiet()) {
            int steps = valid.recipe().steps().size();
            terminal.text(Escaped.plain(recipe) + ": valid, " + steps + (steps == 1 ? " step" : " steps"));
        }
    }
}
