package io.cowhand.cli;

import io.cowhand.problem.Problem;
import io.cowhand.report.Escaped;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where results and messages go, both in UTF-8. */
final class Terminal {

    private static final int BUFFER = 1 << 16;
    /** Java's own console is there only where input comes from a terminal, too. */
    private static final Path OUTPUT = Path.of("/proc/self/fd/1");

    private static final List<String> TERMINALS = List.of("/dev/pts/", "/dev/tty", "/dev/console");

    private final WatchedStream out = new WatchedStream(new FileOutputStream(FileDescriptor.out));
    private final PrintStream results =
            new PrintStream(new BufferedOutputStream(out, BUFFER), false, StandardCharsets.UTF_8);
    private final PrintStream messages =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    /** A line of results. It is escaped already. */
    void result(String line) {
        results.print(line);
        results.print('\n');
    }

    /** A message about the program's own work. */
    void message(String message) {
        messages.print("cowhand: " + Escaped.plain(message) + "\n");
    }

    /** A problem of a recipe, in the form that editors and people know from compilers. */
    void problem(Problem problem) {
        messages.print(Escaped.plain(problem.toString()) + "\n");
    }

    /** Messages that come in lines of their own, such as a usage text. */
    PrintStream messages() {
        return messages;
    }

    /** Results that come in lines of their own, such as a help text. */
    PrintStream results() {
        return results;
    }

    /** Why results could not be written, if so; a reader that has closed its end has had enough. */
    Optional<String> flush() {
        results.flush();
        return out.failure().filter(why -> !why.contains("Broken pipe"));
    }

    /** Whether results go to a terminal, and not into a file or to another program. */
    static boolean isTerminal() {
        try {
            String output = Files.readSymbolicLink(OUTPUT).toString();
            return TERMINALS.stream().anyMatch(output::startsWith);
        } catch (IOException notLinux) {
            return System.console() != null;
        }
    }
}
