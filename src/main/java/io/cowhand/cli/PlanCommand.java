package io.cowhand.cli;

import io.cowhand.planfile.PlanFile;
import io.cowhand.run.FleetEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand plan}: shows what a recipe would change. */
final class PlanCommand implements Command {

    private final Terminal terminal;
    private final FleetEngine engine;

    private final RecipeArguments recipe = new RecipeArguments();

    private final Argument<Optional<Path>> output = Argument.option("-o", "--output")
            .takes("PLAN", Path.class)
            .description("Save the plan in a file, which apply applies exactly; compressed if the name ends in .gz.")
            .optional();

    PlanCommand(Terminal terminal, FleetEngine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description("Show what a recipe would change, field by field; write nothing.")
                .footerHeading(Cli.EXAMPLES)
                .footer(
                        "  cowhand plan relocate.yaml",
                        "  cowhand plan --diff bytes --limit 'vms/web-*' relocate.yaml",
                        "  cowhand plan -o monday.plan relocate.yaml",
                        "  find /srv -name '*.qcow2' -print0 | cowhand plan relocate.yaml --images-from -");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(recipe, output);
    }

    @Override
    public Integer call() {
        if (PlanFile.isMeantBy(recipe.recipe())) {
            terminal.message(
                    recipe.recipe() + " is a saved plan, or other results in JSON: 'cowhand show' shows it, and"
                            + " 'cowhand apply' applies a plan");
            return ExitCode.INVALID_RECIPE.code();
        }
        if (output.value().filter(recipe.report()::name).isPresent()) {
            terminal.message(
                    "-o and --report name the same file: " + output.value().get());
            return ExitCode.USAGE.code();
        }
        return recipe.report()
                .run(
                        terminal,
                        recipe.inputs(),
                        report -> new FleetCommand(terminal, engine, recipe, report)
                                .plan(false, new StateOptions(), new RolloutArguments(), output.value()))
                .code();
    }
}
