package io.cowhand.cli;

import io.cowhand.problem.Problem;
import io.cowhand.report.Escaped;
import io.cowhand.report.RecipeJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks recipes. */
@Command(name = "validate", mixinStandardHelpOptions = true, description = "Check recipes; no image is touched.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output = new OutputOptions();

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
        RecipeSource source = new RecipeSource();
        ExitCode worst = ExitCode.DONE;
        for (String recipe : PathList.expand(recipes)) {
            RecipeSource.Source read = source.read(Path.of(recipe));
            show(recipe, read);
            if (read.recipe().isEmpty() && worst != ExitCode.INVALID_RECIPE) {
                worst = read.failure();
            }
        }
        return worst.code();
    }

    private void show(String recipe, RecipeSource.Source read) {
        if (output.json()) {
            terminal.result(RecipeJson.validation(recipe, read.problems()));
            return;
        }
        for (Problem problem : read.problems()) {
            terminal.problem(problem);
        }
        if (!output.quiet()) {
            read.recipe()
                    .ifPresent(valid -> terminal.result(
                            Escaped.plain(recipe) + ": valid, " + valid.steps().size() + " steps"));
        }
    }
}
