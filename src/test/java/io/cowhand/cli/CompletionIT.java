package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion scripts in real shells. */
@Tag("slow")
class CompletionIT {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeScripts() throws IOException {
        for (String shell : List.of("bash", "zsh")) {
            Cowhand.Ran ran = Cowhand.run(folder, "completion", shell);
            assertThat(ran.exit()).isZero();
            assertThat(ran.err()).isEmpty();
            Files.writeString(folder.resolve("cowhand." + shell), ran.out());
        }
        Files.createFile(folder.resolve("relocate.yaml"));
    }

    /** Completes the last of some words in bash, which has split the command line into them. */
    private static List<String> bash(String... words) {
        StringBuilder array = new StringBuilder();
        for (String word : words) {
            array.append(" '").append(word).append('\'');
        }
        String script = "source cowhand.bash; COMP_WORDS=(cowhand" + array + "); COMP_CWORD=" + words.length
                + "; _cowhand; [[ ${#COMPREPLY[@]} = 0 ]] || printf '%s\\n' \"${COMPREPLY[@]}\"";
        return Qemu.run(folder, List.of("bash", "-u", "-c", script))
                .output()
                .lines()
                .toList();
    }

    @Test
    void bashKnowsTheScriptAndFallsBackToFileNames() {
        assertThat(Qemu.run(folder, List.of("bash", "-c", "source cowhand.bash; complete -p cowhand"))
                        .output())
                .isEqualTo("complete -o bashdefault -o default -F _cowhand cowhand\n");
    }

    @ParameterizedTest
    @CsvSource({
        "p, plan",
        "re, recover",
        "runs s, show",
        "runs show --dif, --diff",
        "plan --color n, never",
        "plan --color = n, never",
        "inspect --format s, sarif",
        "apply --if-stale l, leave",
        "apply --diff b, bytes",
        "completion z, zsh",
        "help pl, plan",
        "rollback l, last",
        "plan recipe.yaml --det, --detailed-exitcode",
        "inspect --fail-on wa, warning",
        "graph --fail-on backing-loo, backing-loop",
        "inspect --fail-on unknown-inc, unknown-incompatible-features",
    })
    void aBeginningThatIsUniqueIsCompleted(String words, String completion) {
        assertThat(bash(words.split(" "))).containsExactly(completion);
    }

    @Test
    void whereWordsAreKnownAllAreOffered() {
        assertThat(bash(""))
                .containsExactlyInAnyOrderElementsOf(
                        Cli.commandLine(new Terminal()).getSubcommands().keySet());
        assertThat(bash("ops", ""))
                .isEqualTo(OperationCatalog.load().handlers().stream()
                        .map(OperationHandler::name)
                        .toList());
        assertThat(bash("rules", ""))
                .isEqualTo(HeaderRules.all().stream().map(HeaderRule::code).toList());
        assertThat(bash("inspect", "--format", "=")).containsExactly("text", "json", "sarif");
        assertThat(bash("runs", "")).containsExactly("prune", "show");
        assertThat(bash("runs", "prune", "--"))
                .containsExactly("--dry-run", "--help", "--older-than", "--state-dir", "--version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan rel",
                "plan --vars-file rel",
                "plan --vars-file = rel",
                "inspect ",
                "plan -o ",
                "apply --var o"
            })
    void fileNamesAndWhatIsNotKnownAreLeftToTheShell(String words) {
        assertThat(bash(words.split(" ", -1))).isEmpty();
    }

    @Test
    @Requires(programs = {"script"})
    void theKeyCompletesInBash() throws IOException {
        // The function is in the file of the shell: `script` may start another shell between, which drops functions.
        Files.writeString(folder.resolve("rc"), """
                PS1='> '
                bind 'set bell-style none'
                cowhand() { echo "<$*>"; }
                source cowhand.bash
                """);
        Files.writeString(
                folder.resolve("keys"), "cowhand val\t --form\t sar\t rel\t\ncowhand plan --color=al\t rel\t\nexit\n");
        String shown = Qemu.run(folder, List.of("bash", "-c", "script -qec 'bash --rcfile rc -i' /dev/null <keys"))
                .output();
        assertThat(shown).contains("<validate --format sarif relocate.yaml>", "<plan --color=always relocate.yaml>");
    }

    @Test
    @Requires(programs = {"zsh"})
    void theKeyCompletesInZsh() throws IOException {
        Files.writeString(folder.resolve("zpty.zsh"), """
                zmodload zsh/zpty
                zpty shell "zsh -f -i"
                keys() { zpty -w -n shell "$1"; }
                keys $'PS1=; unsetopt zle_bracketed_paste; cowhand() { print "<$*>" }; source cowhand.zsh; print sourced$((1))\\n'
                zpty -r -m shell all '*sourced1*'
                keys $'cowhand val\\t--form\\tsar\\trel\\t\\n'
                zpty -r -m shell all '*<*>*'; print -r -- $all
                keys $'cowhand runs sho\\t--diff=by\\tlas\\t\\n'
                zpty -r -m shell all '*<*>*'; print -r -- $all
                """);
        List<String> called = new ArrayList<>(Qemu.run(folder, List.of("zsh", "-f", "zpty.zsh"))
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<"))
                .toList());
        assertThat(called).containsExactly("<validate --format sarif relocate.yaml>", "<runs show --diff=bytes last>");
    }
}
