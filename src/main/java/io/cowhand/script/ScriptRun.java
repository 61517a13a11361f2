package io.cowhand.script;

import io.cowhand.target.FileIdentity;
import io.cowhand.target.ImageReference;
import io.cowhand.target.SystemAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A call of the script.
 *
 * @param image the file that it is about
 * @param json whether dumps are JSON
 * @param out gets the lines of standard output, unescaped
 * @param messages gets what there is to say beside them
 */
public record ScriptRun(ImageReference image, boolean json, Consumer<String> out, Consumer<String> messages) {

    private static final String JSON = "-j";

    /**
     * Runs a command line of the script.
     *
     * @param arguments file, command, the command's arguments, and {@code -j} anywhere among them
     * @param out gets the lines of standard output, unescaped
     * @param messages gets, with the file's name, what the script does not say, or has only a stack trace for
     * @return the exit code: 0, or 1
     */
    public static int run(List<String> arguments, Consumer<String> out, Consumer<String> messages) {
        List<String> rest = new ArrayList<>(arguments);
        boolean json = rest.remove(JSON);
        if (rest.size() < 2) {
            usage().forEach(out);
            return 1;
        }
        String file = rest.get(0);
        Optional<ScriptCommand> command = ScriptCommand.find(rest.get(1));
        List<String> given = rest.subList(2, rest.size());
        Consumer<String> aboutFile = message -> messages.accept(file + ": " + message);
        try {
            ScriptRun run = new ScriptRun(ImageReference.of(file), json, out, aboutFile);
            FileIdentity.of(run.image.path());
            if (command.isEmpty()) {
                out.accept("Unknown command '" + rest.get(1) + "'");
                return 0;
            }
            if (!command.get().takes(given)) {
                usage().forEach(out);
                return 0;
            }
            return command.get().run(run, given);
        } catch (IOException error) {
            aboutFile.accept(error instanceof ScriptFailure ? error.getMessage() : SystemAnswer.describe(error));
        } catch (IllegalArgumentException malformed) {
            aboutFile.accept(malformed.getMessage());
        }
        return 1;
    }

    /** How to call it. */
    public static List<String> usage() {
        List<String> lines = new ArrayList<>();
        lines.add("Usage: cowhand qcow2 FILE COMMAND [ARG...] [-j]");
        lines.add("");
        lines.add("Commands (those with * are not the script's):");
        for (ScriptCommand command : ScriptCommand.values()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-34s %s",
                    (command.label() + " " + command.synopsis()).stripTrailing(),
                    command.description()));
        }
        lines.add("");
        lines.add(
                "DATA is text; --hex DIGITS in its place gives any bytes. GROUP is incompatible, compatible or autoclear.");
        lines.add("  -j  dump as JSON");
        return lines;
    }
}
