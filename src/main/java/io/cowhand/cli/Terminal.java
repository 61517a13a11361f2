package io.cowhand.cli;

import io.cowhand.problem.Problem;
import io.cowhand.report.Escaped;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where results and messages go, both in UTF-8. */
final class Terminal {

    private static final int BUFFER = 1 << 16;

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

    /**
     * Whether results go to a terminal, and not into a file or to another program.
     *
     * <p>JDK 22 answers with a console even where output is redirected, but can tell; before, a console is a
     * terminal.
     */
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }
}
