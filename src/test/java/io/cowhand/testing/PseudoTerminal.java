package io.cowhand.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A pseudo terminal, which script(1) provides; a test that uses it requires {@code script} and {@code stty}. */
public final class PseudoTerminal {

    /** Returns to the start of the line and clears it. */
    public static final String CLEAR_LINE = "\r\u001b[K";

    private PseudoTerminal() {}

    /**
     * Runs a shell command whose input and outputs are a terminal, and returns all that is written to it.
     *
     * @param folder the working folder
     * @param columns the width of the terminal
     * @param environment commands that come before it, such as {@code export TERM=dumb;}
     */
    public static String written(Path folder, int columns, String environment, String command) {
        String settings = "stty cols " + columns + "; unset COLUMNS NO_COLOR; export TERM=xterm; ";
        return Qemu.run(folder, List.of("script", "-qec", settings + environment + command, "/dev/null"))
                .output()
                .replace("\r\n", "\n");
    }

    /** Returns what remains to be seen of what was written: without what was in lines that were cleared. */
    public static String remaining(String written) {
        return written.replaceAll("[^\n]*" + Pattern.quote(CLEAR_LINE), "");
    }
}
