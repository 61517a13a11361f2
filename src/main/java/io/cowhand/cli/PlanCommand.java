package io.cowhand.cli;

import io.cowhand.run.FleetEngine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cowhand plan}: shows what a recipe would change. */
@Command(
        mixinStandardHelpOptions = true,
        description = "Show what a recipe would change, field by field; write nothing.",
        footerHeading = Cli.EXAMPLES,
        footer = {
            "  cowhand plan relocate.yaml",
            "  cowhand plan --diff bytes --limit 'vms/web-*' relocate.yaml",
            "  cowhand plan -o monday.plan relocate.yaml",
            "  find /srv -name '*.qcow2' -print0 | cowhand plan relocate.yaml --images-from -"
        })
final class PlanCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final FleetEngine engine;

    @Mixin
    private RecipeArguments recipe = new RecipeArguments();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PLAN",
            description = "Save the plan in a file, which apply applies exactly; compressed if the name ends in .gz.")
    private Optional<Path> output = Optional.empty();

    PlanCommand(Terminal terminal, FleetEngine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() {
        if (output.filter(recipe.report()::name).isPresent()) {
            terminal.message("-o and --report name the same file: " + output.get());
            return ExitCode.USAGE.code();
        }
        return recipe.report()
                .run(
                        terminal,
                        recipe.inputs(),
                        report -> new FleetCommand(terminal, engine, recipe, report)
                                .plan(false, StateOptions.ofEnvironment(), new RolloutArguments(), output))
                .code();
    }
}
