package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command lines of the documentation use commands and options that exist; none of them is executed. */
class DocumentedCommandLinesTest {

    private static final CommandLine COMMANDS = DocumentedTable.commandLine();

    /** A command line in a fenced block, of a shell or of a systemd unit. */
    private static final Pattern CALL =
            Pattern.compile("(?:^\\$ |^ExecStart=|^|\\| |&& |; )(?:sudo )?(?:[\\w./]*/)?cowhand ([^|;&]*)");

    private static final Pattern COMMENT = Pattern.compile("(^| )# .*");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandLineIsUnderstood(Page page) {
        assertThat(blockLines(page).map(DocumentedCommandLinesTest::wrong).flatMap(List::stream))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandInTheTextExistsAndHasItsOptions(Page page) {
        assertThat(page.codeSpans().stream()
                        .map(DocumentedCommandLinesTest::unknown)
                        .flatMap(List::stream))
                .isEmpty();
    }

    @Test
    void thePagesQuoteCommandLines() {
        assertThat(pages().stream()
                        .flatMap(DocumentedCommandLinesTest::blockLines)
                        .filter(line -> CALL.matcher(line).find()))
                .hasSizeGreaterThan(10);
    }

    @Test
    void whatDoesNotExistIsFound() {
        assertThat(wrong("$ cowhand apply --no-such r.yaml")).hasSize(1);
        assertThat(wrong("find . -print0 | bin/cowhand inspect --recursively - # all"))
                .hasSize(1);
        assertThat(wrong("cowhand rollback")).hasSize(1);
        assertThat(wrong("ExecStart=/opt/cowhand/bin/cowhand recovery")).hasSize(1);
        assertThat(wrong("$ cowhand apply r.yaml --reason 'CHG-1234: new store'"))
                .isEmpty();
        assertThat(wrong("cowhand: unknown command")).isEmpty();
        assertThat(unknown("cowhand rollback RUN --dry-runs")).hasSize(1);
        assertThat(unknown("cowhand undo RUN")).hasSize(1);
        assertThat(unknown("cowhand rollback --dry-run RUN")).isEmpty();
        assertThat(unknown("cowhand runs prune --older-than AGE")).isEmpty();
    }

    private static Stream<String> blockLines(Page page) {
        return page.blocks().stream()
                .filter(block -> !block.language().equals("yaml"))
                .map(block -> String.join("\n", block.lines()).replaceAll("\\\\\\n *", ""))
                .flatMap(String::lines);
    }

    /** What is wrong with the calls of Cowhand in a line. */
    private static List<String> wrong(String line) {
        List<String> wrong = new ArrayList<>();
        CALL.matcher(COMMENT.matcher(line).replaceFirst("")).results().forEach(call -> {
            try {
                COMMANDS.parseArgs(words(call.group(1)));
            } catch (ParameterException error) {
                wrong.add(line + ": " + error.getMessage());
            }
        });
        return wrong;
    }

    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(group -> group != null)
                        .findFirst()
                        .orElseThrow())
                .toArray(String[]::new);
    }

    /** What a code span names that does not exist; its arguments may be placeholders. */
    private static List<String> unknown(String span) {
        if (!span.startsWith("cowhand ")) {
            return List.of();
        }
        CommandLine command = COMMANDS;
        for (String word : words(span.substring("cowhand ".length()))) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            command = next;
        }
        boolean namesNone = command.getParent() == null
                && !Arrays.asList("COMMAND", "--help", "--version").contains(words(span)[1]);
        if (namesNone) {
            return List.of(span + ": no such command");
        }
        List<String> unknown = new ArrayList<>();
        Matcher option = OPTION.matcher(span);
        while (option.find()) {
            if (command.getCommandSpec().findOption(option.group()) == null) {
                unknown.add(span + ": no option " + option.group());
            }
        }
        return unknown;
    }
}
