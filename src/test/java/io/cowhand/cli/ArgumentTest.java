package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.report.Diff;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class ArgumentTest {

    private static <T> T value(Argument<T> argument, String... line) {
        CommandSpec command = CommandSpec.create();
        argument.addTo(command);
        new CommandLine(command).parseArgs(line);
        return argument.value();
    }

    private static Argument.Draft<Path> folder() {
        return Argument.option("--folder").takes("DIR", Path.class).description("A folder.");
    }

    @Test
    void aFlagIsOffUnlessGiven() {
        assertThat(value(Argument.flag("--all", "All."))).isFalse();
        assertThat(value(Argument.flag("-a", "--all", "All."), "-a")).isTrue();
        assertThat(value(Argument.flag("--all", "All."), "--all=false")).isFalse();
    }

    @Test
    void aBareFlagTakesNoValue() {
        assertThat(value(Argument.bareFlag("--dry-run", "Write nothing."), "--dry-run"))
                .isTrue();
        assertThatThrownBy(() -> value(Argument.bareFlag("--dry-run", "Write nothing."), "--dry-run=false"))
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void anOptionHasItsValue() {
        assertThat(value(folder().optional())).isEmpty();
        assertThat(value(folder().optional(), "--folder", "a")).contains(Path.of("a"));
        assertThat(value(folder().repeatable())).isEmpty();
        assertThat(value(folder().repeatable(), "--folder=a", "--folder=b"))
                .containsExactly(Path.of("a"), Path.of("b"));
        assertThat(value(folder().orElse(Path.of("c")))).isEqualTo(Path.of("c"));
        assertThatThrownBy(() -> value(folder().required())).isInstanceOf(ParameterException.class);
    }

    @Test
    void aPathIsNotEmpty() {
        assertThatThrownBy(() -> value(folder().optional(), "--folder="))
                .isInstanceOf(ParameterException.class)
                .hasMessage("Invalid value for option '--folder': the path is empty");
    }

    /** Commands may use options that their own command line does not have. */
    @Test
    void withoutACommandLineAnOptionIsAbsent() {
        assertThat(folder().optional().value()).isEqualTo(Optional.empty());
        assertThat(Argument.option("--diff")
                        .takes("WHAT", Diff.class)
                        .orElse(Diff.fields)
                        .value())
                .isEqualTo(Diff.fields);
    }

    @Test
    void aParameterMayBeGivenAsOftenAsItSays() {
        assertThat(value(Argument.parameter("0..*").takes("X", String.class).repeatable()))
                .isEmpty();
        assertThat(value(Argument.parameter("1..*").takes("X", String.class).repeatable(), "a", "b"))
                .isEqualTo(List.of("a", "b"));
        assertThatThrownBy(() -> value(
                        Argument.parameter("1..*").takes("X", String.class).repeatable()))
                .isInstanceOf(ParameterException.class);
        assertThatThrownBy(() ->
                        value(Argument.parameter().takes("X", String.class).required(), "a", "b"))
                .isInstanceOf(ParameterException.class);
    }

    static Stream<CommandSpec> commands() {
        return below(Cli.commands().getCommandSpec());
    }

    private static Stream<CommandSpec> below(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().flatMap(each -> below(each.getCommandSpec())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandThatIsAskedForTheVersionHasIt(CommandSpec command) throws Exception {
        if (command.findOption("--version") == null) {
            assertThat(command.name()).isEqualTo("help");
        } else {
            assertThat(command.versionProvider().getVersion()).isNotEmpty();
        }
    }
}
