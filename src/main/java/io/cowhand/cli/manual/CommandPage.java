package io.cowhand.cli.manual;

import static io.cowhand.cli.manual.ManualPage.bold;
import static io.cowhand.cli.manual.ManualPage.italic;

import io.cowhand.cli.manual.ManualPage.Release;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command. */
final class CommandPage {

    /** The pages to read next, besides those of the program, of the command above and of the commands below. */
    private static final Map<String, List<String>> RELATED = Map.ofEntries(
            Map.entry("cowhand-plan", List.of("cowhand-apply", "cowhand-show", "cowhand-validate")),
            Map.entry("cowhand-apply", List.of("cowhand-plan", "cowhand-rollback", "cowhand-recover", "cowhand-runs")),
            Map.entry("cowhand-show", List.of("cowhand-plan", "cowhand-apply")),
            Map.entry("cowhand-inspect", List.of("cowhand-rules", "cowhand-graph", "cowhand-capture")),
            Map.entry("cowhand-capture", List.of("cowhand-inspect", "cowhand-plan")),
            Map.entry("cowhand-rollback", List.of("cowhand-runs", "cowhand-apply")),
            Map.entry("cowhand-recover", List.of("cowhand-runs", "cowhand-rollback")),
            Map.entry("cowhand-runs", List.of("cowhand-rollback")),
            Map.entry("cowhand-rules", List.of("cowhand-inspect")),
            Map.entry("cowhand-ops", List.of("cowhand-schema")),
            Map.entry("cowhand-graph", List.of("cowhand-inspect", "cowhand-capture")));

    private static final String RECIPE = "RECIPE";

    private final CommandSpec command;
    private final String name;
    private final ManualPage page;

    private CommandPage(CommandSpec command, Release release) {
        this.command = command;
        this.name = name(command);
        this.page = new ManualPage(name, 1, release, summary(command));
    }

    /** Returns the page of a command. */
    static ManualPage of(CommandSpec command, Release release) {
        return new CommandPage(command, release).write();
    }

    private static String reference(String page) {
        return bold(page) + "(1)";
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName().replace(' ', '-');
    }

    /** Returns the commands below another one, except help. */
    static List<CommandSpec> below(CommandSpec command) {
        return command.subcommands().values().stream()
                .filter(each -> !(each.getCommand() instanceof CommandLine.HelpCommand))
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    /** Returns what a command does, as part of a sentence: {@code check recipes; touch no image}. */
    private static String summary(CommandSpec command) {
        String first = plain(command.usageMessage().description()[0]).split("\\. ")[0];
        return first.substring(0, 1).toLowerCase(Locale.ROOT)
                + first.substring(1).replaceAll("\\.$", "");
    }

    /** Returns a text of the model without the escapes of its formatter. */
    private static String plain(String text) {
        return text.replace("%n", "").replace("%%", "%");
    }

    private static String plain(String... texts) {
        return plain(String.join(" ", texts));
    }

    private ManualPage write() {
        page.section("Synopsis");
        page.set(synopsis());
        page.section("Description");
        page.text(plain(command.usageMessage().description()));
        commands();
        options();
        footer();
        page.section("Exit status");
        exitStatus();
        environment();
        files();
        seeAlso();
        return page;
    }

    private String synopsis() {
        Stream<String> arguments = command.positionalParameters().stream().map(CommandPage::positional);
        String options = "[" + italic("OPTION") + "...]";
        return Stream.of(
                        Stream.of(bold(command.qualifiedName()), options),
                        command.parent() == null
                                ? Stream.of(italic("COMMAND"), "[" + italic("ARGUMENT") + "...]")
                                : arguments)
                .flatMap(parts -> parts)
                .collect(Collectors.joining(" "));
    }

    private static String positional(PositionalParamSpec argument) {
        String label = italic(argument.paramLabel());
        if (argument.hideParamSyntax()) {
            return label;
        }
        String all = argument.arity().max() > 1 ? label + "..." : label;
        return argument.arity().min() == 0 ? "[" + all + "]" : all;
    }

    private void commands() {
        if (command.subcommands().isEmpty()) {
            return;
        }
        page.section("Commands");
        for (CommandSpec each : below(command)) {
            page.term(reference(name(each)), sentence(summary(each)));
        }
    }

    private void options() {
        if (!command.positionalParameters().isEmpty()) {
            page.section("Arguments");
            command.positionalParameters()
                    .forEach(each -> page.term(italic(each.paramLabel()), plain(each.description())));
        }
        page.section("Options");
        command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(option -> page.term(option(option), plain(option.description())));
    }

    private static String option(OptionSpec option) {
        String names = Arrays.stream(option.names()).map(ManualPage::bold).collect(Collectors.joining(", "));
        return option.arity().max() > 0 ? names + " " + italic(option.paramLabel()) : names;
    }

    /** Adds what follows the options in the help: examples, or the commands of the test script. */
    private void footer() {
        List<String> lines = Arrays.stream(command.usageMessage().footer())
                .map(CommandPage::plain)
                .dropWhile(String::isBlank)
                .map(line -> line.replaceFirst("^  ", ""))
                .toList();
        if (!lines.isEmpty()) {
            String heading = plain(command.usageMessage().footerHeading()).replace(":", "");
            page.section(heading.isEmpty() ? "Commands" : heading);
            page.example(lines);
        }
    }

    private void exitStatus() {
        if (name.equals("cowhand-qcow2")) {
            page.text("The exit codes of the script: 0 if it succeeded, 1 if not.");
            return;
        }
        command.root()
                .usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> page.term(bold(code), sentence(plain(meaning))));
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private void environment() {
        List<EnvironmentVariable> variables = EnvironmentVariable.of(command);
        if (!variables.isEmpty()) {
            page.section("Environment");
            variables.forEach(each -> page.term(bold(each.name()), each.meaning()));
        }
    }

    private void files() {
        boolean all = command.parent() == null;
        if (!all && command.findOption("--state-dir") == null) {
            return;
        }
        page.section("Files");
        page.term(italic("/var/lib/cowhand"), "The state directory of root: the journals of the runs.");
        page.term(italic("~/.local/state/cowhand"), "The state directory of other users.");
        if (all) {
            page.term(
                    italic("~/.cache/cowhand"), "The launcher's archive of classes, which may be removed at any time.");
        }
    }

    private void seeAlso() {
        page.section("See also");
        TreeSet<String> pages = new TreeSet<>(RELATED.getOrDefault(name, List.of()));
        if (command.parent() != null) {
            pages.add("cowhand");
            pages.add(name(command.parent()));
        }
        below(command).forEach(each -> pages.add(name(each)));
        pages.remove(name);
        List<String> references = new ArrayList<>();
        pages.forEach(each -> references.add(reference(each)));
        boolean hasRecipes = command.parent() == null
                || command.positionalParameters().stream()
                        .anyMatch(each -> each.paramLabel().equals(RECIPE))
                || name.equals("cowhand-ops")
                || name.equals("cowhand-schema");
        if (hasRecipes) {
            references.add(bold("cowhand-recipe") + "(5)");
        }
        references.add(reference("qemu-img"));
        page.set(String.join(", ", references));
    }
}
