package io.cowhand.qcow2py;

import io.cowhand.apply.WriteJournal;
import io.cowhand.image.ImageReference;
import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs command lines of QEMU's test script. */
public final class ScriptRun {

    private static final String JSON = "-j";

    private final InputStream in;
    private final Consumer<String> out;
    private final Consumer<String> messages;
    private final WriteJournal journal;

    /**
     * Creates a runner.
     *
     * @param in standard input
     * @param out receives the lines of standard output, unescaped
     * @param messages receives messages, with the file's name, that the script does not have or shows as a stack trace
     * @param journal where writes are recorded
     */
    public ScriptRun(InputStream in, Consumer<String> out, Consumer<String> messages, WriteJournal journal) {
        this.journal = journal;
        this.in = in;
        this.out = out;
        this.messages = messages;
    }

    /**
     * Runs a command line.
     *
     * @param arguments file, command, the command's arguments, and {@code -j} anywhere among them
     * @return the exit code, 0 or 1
     */
    public int run(List<String> arguments) {
        List<String> rest = new ArrayList<>(arguments);
        boolean json = rest.remove(JSON);
        if (rest.size() < 2) {
            usage().forEach(out);
            return 1;
        }
        String file = rest.get(0);
        Consumer<String> aboutFile = message -> messages.accept(file + ": " + message);
        try {
            ImageReference image = ImageReference.of(file);
            FileStatus.ofRegular(image.path());
            run(new ScriptCall(image, rest.subList(2, rest.size()), json, in, out, aboutFile, journal), rest.get(1));
            return 0;
        } catch (ScriptException failure) {
            (failure.isFromScript() ? out : aboutFile).accept(failure.getMessage());
        } catch (IOException error) {
            aboutFile.accept(IoErrors.describe(error));
        } catch (IllegalArgumentException malformed) {
            aboutFile.accept(malformed.getMessage());
        }
        return 1;
    }

    private void run(ScriptCall call, String name) throws IOException {
        Optional<ScriptCommand> command = ScriptCommand.find(name);
        if (command.isEmpty()) {
            out.accept("Unknown command '" + name + "'");
        } else if (command.get().takes(call.arguments())) {
            command.get().run(call);
        } else {
            usage().forEach(out);
        }
    }

    /** Returns the usage text. */
    public static List<String> usage() {
        List<String> lines = new ArrayList<>();
        lines.add("Usage: cowhand qcow2 FILE COMMAND [ARG...] [-j]");
        lines.add("");
        lines.add("Commands (* marks those that the script does not have):");
        for (ScriptCommand command : ScriptCommand.values()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-34s %s",
                    (command.label() + " " + command.synopsis()).stripTrailing(),
                    command.description()));
        }
        lines.add("");
        lines.add("DATA is text; --hex DIGITS in its place gives any bytes. GROUP is incompatible, compatible or"
                + " autoclear.");
        lines.add("  -j  dump as JSON");
        return lines;
    }
}
