package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Golden;
import io.cowhand.testing.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the tutorial, entered one after the other, print what it shows; {@code -Dgoldens.update=true} renews that. */
@Tag("slow")
class TutorialIT {

    private static final Path TUTORIAL = Path.of("docs/tutorial.md");

    /** A block of commands with what they print, or a recipe to write. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(\\$ .*?)^```$|^```yaml\\n(.*?)^```$");

    private static final int SESSION = 1;
    private static final int RECIPE = 2;

    /** A command, with the lines of its here-document; other lines are what commands print. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ (.*<<'END'\\n(?s:.*?)^END$|.*$)");

    private static final Pattern FILE = Pattern.compile("`([\\w-]+\\.yaml)`");
    /** Follows what a command prints. */
    private static final String MARK = "--- printed ---";

    private static final String HOME = "/home/admin";
    private static final Pattern RUN = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z-\\w{6}");
    /** The ids that the page shows for the runs, in the order in which they begin. */
    private static final List<String> RUNS = List.of("20261124T100642.290Z-pjg2ta", "20261124T100718.514Z-k4w8nd");

    @TempDir
    private Path folder;

    @Test
    void theTutorialPrintsWhatItShows() throws Exception {
        Page page = Page.read(TUTORIAL);
        Iterator<String> printed = printed(page.text()).iterator();
        String renewed = BLOCK.matcher(page.text())
                .replaceAll(block -> Matcher.quoteReplacement(
                        block.group(SESSION) == null ? block.group() : session(block, printed)));
        assertThat(printed).as("printed by no command").isExhausted();
        Golden.assertUpToDate(TUTORIAL, renewed);
    }

    private static String session(MatchResult block, Iterator<String> printed) {
        return commands(block.group(SESSION)).stream()
                .map(command -> "$ " + command + "\n" + printed.next())
                .collect(Collectors.joining("", "```\n", "```"));
    }

    private static List<String> commands(String session) {
        return COMMAND.matcher(session)
                .results()
                .map(command -> command.group(1))
                .toList();
    }

    /** Enters all commands in one shell, and returns what each prints. */
    private List<String> printed(String page) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("cowhand() { " + Cowhand.command() + " \"$@\"; }\n");
        BLOCK.matcher(page).results().forEach(block -> {
            if (block.group(SESSION) == null) {
                script.append("cat > %s <<'END'\n%sEND\n".formatted(file(page, block.start()), block.group(RECIPE)));
            } else {
                commands(block.group(SESSION)).forEach(command -> script.append(command + "\necho '" + MARK + "'\n"));
            }
        });
        List<String> printed = List.of(run(script.toString()).split(MARK + "\n", -1));
        return printed.subList(0, printed.size() - 1);
    }

    /** The file that is named last before a recipe. */
    private static String file(String page, int recipe) {
        List<String> names = new ArrayList<>();
        FILE.matcher(page.substring(0, recipe)).results().forEach(name -> names.add(name.group(1)));
        return names.get(names.size() - 1);
    }

    private String run(String script) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        shell.environment().put("HOME", folder.toString());
        shell.environment().put("LC_ALL", "C.UTF-8");
        shell.environment().put("SUDO_USER", "admin");
        shell.environment().put("COWHAND_STATE_DIR", folder.resolve("state").toString());
        Process process = shell.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        List<String> runs = RUN.matcher(printed)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        return RUN.matcher(printed.replace(folder.toString(), HOME))
                .replaceAll(run -> RUNS.get(runs.indexOf(run.group())))
                .replaceAll("\\S+ \\(admin\\)", "admin")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ", "2026-11-24 10:06:42Z");
    }
}
