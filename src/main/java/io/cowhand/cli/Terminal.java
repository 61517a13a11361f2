package io.cowhand.cli;

import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.report.Escaped;
import io.cowhand.report.LineWrap;
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

/** Standard output for results and standard error for messages, both in UTF-8. */
final class Terminal {

    private static final int BUFFER = 1 << 16;
    /** Used because System.console() requires that standard input is a terminal as well. */
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final int OUTPUT = 1;
    private static final int MESSAGES = 2;
    /** Returns to the start of the line and clears it. */
    private static final String CLEAR = "\r\033[K";

    private static final List<String> TERMINALS = List.of("/dev/pts/", "/dev/tty", "/dev/console");

    private static final boolean RESULTS_ARE_WATCHED = isTerminal(OUTPUT);
    /** Characters that fit into every terminal, so that its width, which another program tells, is not needed. */
    private static final int NARROWEST = 20;

    private static final boolean MESSAGES_ARE_WATCHED = isTerminal(MESSAGES);

    private boolean showsStatus;
    private int outputColumns;
    private int messageColumns;
    private final WatchedStream out = new WatchedStream(new FileOutputStream(FileDescriptor.out));
    private final PrintStream results =
            new PrintStream(new BufferedOutputStream(out, BUFFER), false, StandardCharsets.UTF_8);
    private final PrintStream messages =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    /** Prints a line of results for programs, which must be escaped. */
    void result(String line) {
        results.print(line);
        results.print('\n');
    }

    /** Prints a line of results for people, which must be escaped. It is wrapped if results go to a terminal. */
    void text(String line) {
        if (line.length() > NARROWEST && isTerminal()) {
            LineWrap.wrap(line, outputColumns()).forEach(this::result);
        } else {
            result(line);
        }
    }

    /** Prints a message, wrapped if messages go to a terminal. */
    synchronized void message(String message) {
        clearStatus();
        print("cowhand: " + Escaped.plain(message));
    }

    private void print(String line) {
        List<String> lines = MESSAGES_ARE_WATCHED ? LineWrap.wrap(line, messageColumns()) : List.of(line);
        messages.print(String.join("\n", lines) + "\n");
    }

    /** Returns the number of columns at which a page of text is wrapped; without a terminal, it is not wrapped. */
    int pageColumns() {
        return isTerminal() ? outputColumns() : Integer.MAX_VALUE;
    }

    /** Returns the number of columns for a drawing; without a terminal, those that most terminals have. */
    int drawingColumns() {
        return isTerminal() ? outputColumns() : TerminalWidth.USUAL;
    }

    private int outputColumns() {
        if (outputColumns == 0) {
            outputColumns = TerminalWidth.ofOutput();
        }
        return outputColumns;
    }

    /** Returns the number of columns of the terminal for messages. */
    synchronized int messageColumns() {
        if (messageColumns == 0) {
            messageColumns = TerminalWidth.ofMessages();
        }
        return messageColumns;
    }

    /** Shows a line that the next message or status replaces; for terminals only. */
    synchronized void status(String line) {
        messages.print(CLEAR + line);
        showsStatus = true;
    }

    /** Removes the status line. */
    synchronized void clearStatus() {
        if (showsStatus) {
            messages.print(CLEAR);
            showsStatus = false;
        }
    }

    /** Prints a problem of a recipe in the format of compiler messages, which editors understand. */
    void problem(Problem problem) {
        if (problem.location() == Location.NOWHERE) {
            message(problem.message());
        } else {
            print(Escaped.plain(problem.toString()));
        }
    }

    /** Returns the stream of messages, for texts such as a usage. */
    PrintStream messages() {
        return messages;
    }

    /** Returns the stream of results, for texts such as help. */
    PrintStream results() {
        return results;
    }

    /** Flushes results, and returns the reason if they could not be written; a closed pipe is not an error. */
    Optional<String> flush() {
        results.flush();
        return out.failure().filter(why -> !why.contains("Broken pipe"));
    }

    /** Returns whether results go to a terminal. */
    static boolean isTerminal() {
        return RESULTS_ARE_WATCHED;
    }

    /** Returns whether results go to a terminal that supports colours, and the user has not disabled them. */
    static boolean hasColours() {
        String unwanted = System.getenv("NO_COLOR");
        return isTerminal() && !isDumb() && (unwanted == null || unwanted.isEmpty());
    }

    /** Returns whether messages go to a terminal that can rewrite a line. */
    static boolean canRewriteMessages() {
        return MESSAGES_ARE_WATCHED && !isDumb();
    }

    /** Returns whether the terminal supports no control sequences, as in some editors. */
    private static boolean isDumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String output = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                    .toString();
            return TERMINALS.stream().anyMatch(output::startsWith);
        } catch (IOException notLinux) {
            return System.console() != null;
        }
    }
}
