package io.cowhand.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of columns of a terminal.
 *
 * <p>It comes from {@code COLUMNS}, or else from {@code stty}: asking the kernel directly needs JNA, which takes longer
 * to load than that process takes to run.
 */
final class TerminalWidth {

    /** The initial width of most terminals. */
    static final int USUAL = 80;

    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,6})\\s*");
    private static final Pattern COLUMNS = Pattern.compile("[1-9]\\d{0,5}");
    private static final long PATIENCE_SECONDS = 2;

    private TerminalWidth() {}

    /** Returns the columns of the terminal that standard output leads to; {@value #USUAL} where that is unknown. */
    static int ofOutput() {
        return of("exec 3>&2; stty size <&1 >&3 2>/dev/null", true);
    }

    /** Returns the columns of the terminal that standard error leads to; {@value #USUAL} where that is unknown. */
    static int ofMessages() {
        return of("stty size <&2 2>/dev/null", false);
    }

    private static int of(String command, boolean ofOutput) {
        String columns = System.getenv("COLUMNS");
        return columns != null && COLUMNS.matcher(columns).matches()
                ? Integer.parseInt(columns)
                : ask(command, ofOutput).orElse(USUAL);
    }

    /**
     * Runs {@code stty}, which inherits the stream, because the terminal's file may belong to another user (su, sudo).
     */
    private static OptionalInt ask(String command, boolean ofOutput) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
        if (ofOutput) {
            builder.redirectOutput(Redirect.INHERIT);
        } else {
            builder.redirectError(Redirect.INHERIT);
        }
        try {
            Process stty = builder.start();
            if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            try (InputStream answer = ofOutput ? stty.getErrorStream() : stty.getInputStream()) {
                return columns(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            }
        } catch (IOException missing) {
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** Returns the columns from an answer such as {@code 24 80}; the answer is 0 if the terminal's size is not set. */
    private static OptionalInt columns(String answer) {
        Matcher size = SIZE.matcher(answer);
        return size.matches() && Integer.parseInt(size.group(1)) > 0
                ? OptionalInt.of(Integer.parseInt(size.group(1)))
                : OptionalInt.empty();
    }
}
