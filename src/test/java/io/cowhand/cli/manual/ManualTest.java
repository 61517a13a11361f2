package io.cowhand.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.cli.Cli;
import io.cowhand.cli.manual.ManualPage.Release;
import io.cowhand.fleet.VariableOptions;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The manual pages, as man and mandoc read them. */
class ManualTest {

    private static final Release RELEASE = new Release("1.2.3", "2026-01-02");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writePages() throws IOException {
        Manual.main(folder.toString(), RELEASE.version(), RELEASE.date() + "T00:00:00Z");
    }

    static List<ManualPage> pages() {
        return Manual.pages(RELEASE);
    }

    static Stream<CommandSpec> commands() {
        return commands(Cli.commands().getCommandSpec());
    }

    private static Stream<CommandSpec> commands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command), CommandPage.below(command).stream().flatMap(ManualTest::commands));
    }

    /** What a program prints, to both its outputs. */
    private static String output(String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("MANWIDTH", "80");
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void thereIsAPageForEachCommandAndOneForRecipes() {
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("cowhand-recipe.5"),
                                commands()
                                        .map(command -> command.qualifiedName().replace(' ', '-') + ".1"))
                        .toList())
                .contains("cowhand.1", "cowhand-plan.1", "cowhand-runs-show.1");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachBuildWritesTheSameBytes(ManualPage page) throws IOException {
        assertThat(folder.resolve(page.file())).hasContent(page.text());
        assertThat(page.text()).isASCII();
    }

    @ParameterizedTest
    @MethodSource("pages")
    @Requires(programs = {"man", "mandoc"})
    void bothFormattersAreContent(ManualPage page) throws IOException {
        assertThat(output("mandoc", "-T", "lint", "-W", "all", page.file())).isEmpty();
        assertThat(output("sh", "-c", "man --warnings -E UTF-8 -l -Tutf8 -Z " + page.file() + " 2>&1 >/dev/null"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Requires(programs = {"man"})
    void aPageHasAllThatTheHelpHas(CommandSpec command) throws IOException {
        String page = shown(command.qualifiedName().replace(' ', '-') + ".1");

        assertThat(page).contains("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO");
        command.options().forEach(option -> {
            assertThat(page).contains(option.names());
            assertThat(page).contains(words(option.description()));
        });
        command.positionalParameters().forEach(argument -> assertThat(page).contains(words(argument.description())));
        Arrays.stream(command.usageMessage().footer())
                .forEach(line -> assertThat(page).contains(words(line)));
        assertThat(page).contains(words(command.usageMessage().description()));
    }

    /** A page as man shows it to a terminal of 80 columns, with one space between words. */
    private static String shown(String file) throws IOException {
        return output("sh", "-c", "man -l -Tutf8 " + file + " | col -bx")
                .replaceAll("-\n *", "-")
                .replaceAll("\\s+", " ");
    }

    private static String words(String... texts) {
        return String.join(" ", texts)
                .replace("%%", "%")
                .replace("%n", "")
                .strip()
                .replaceAll("\\s+", " ");
    }

    @Test
    @Requires(programs = {"man"})
    void theRecipesPageHasAllKeysAndOperations() throws IOException {
        String page = shown("cowhand-recipe.5");
        assertThat(page)
                .contains(
                        "max-failures (whole number or text)",
                        "images (list)",
                        "steps (list, required)",
                        "unsafe (boolean)")
                .contains("One of owner, follow, refuse.", "default owner")
                .contains(RecipePage.EXAMPLE.lines().map(String::strip).toList());
        for (OperationHandler handler : OperationCatalog.load().handlers()) {
            assertThat(page).contains(" " + handler.name() + " " + handler.summary() + ".");
        }
    }

    @Test
    void theExampleOfARecipeIsValid(@TempDir Path where) throws IOException {
        Path recipe = Files.writeString(where.resolve("r.yaml"), RecipePage.EXAMPLE);
        assertThat(new RecipeReader(OperationCatalog.load())
                        .validate(recipe, VariableOptions.NONE)
                        .problems())
                .isEmpty();
    }

    /** The footers are examples, except that of the test script, which lists its commands. */
    @ParameterizedTest
    @MethodSource("commands")
    void theExamplesAreCommandLinesThatAreUnderstood(CommandSpec command) {
        CommandLine all = Cli.commands();
        List<String> examples = Arrays.stream(command.usageMessage().footer())
                .filter(line -> line.contains("cowhand "))
                .map(line -> words(line)
                        .replaceFirst("^.*?(\\|\\s*|<\\()?cowhand ", "")
                        .replaceFirst("( >.*|\\))$", ""))
                .toList();
        examples.forEach(
                line -> assertThat(all.parseArgs(arguments(line)).errors()).isEmpty());
    }

    private static String[] arguments(String line) {
        List<String> arguments = new ArrayList<>();
        Pattern.compile("'([^']*)'|(\\S+)")
                .matcher(line)
                .results()
                .forEach(word -> arguments.add(word.group(1) == null ? word.group(2) : word.group(1)));
        return arguments.toArray(String[]::new);
    }

    @Test
    @Requires(programs = {"mandoc"})
    void whatIsNotPlainTextIsShownAsItIs() throws IOException {
        ManualPage page = new ManualPage("hostile", 1, RELEASE, "odd text");
        page.section("Examples");
        page.text(".TH of \\e ~ ^ ` \u2026 and a-hyphen");
        page.example(List.of(".PP", "'x' -y \\n"));
        Files.writeString(folder.resolve("hostile.1"), page.text());
        assertThat(output("sh", "-c", "mandoc -T utf8 hostile.1 | col -bx; rm hostile.1"))
                .contains(".TH of \\e ~ ^ ` \u2026 and a-hyphen")
                .contains(".PP\n", "'x' -y \\n\n");
    }
}
