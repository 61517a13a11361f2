package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Files in the repository that tests make, whole or in part; {@code -Dgoldens.update=true} writes them. */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/goldens");
    private static final String UPDATE = "goldens.update";

    private Golden() {}

    /** Fails unless lines are those of a file below {@code src/test/resources/goldens}. */
    public static void assertLines(String name, List<String> lines) {
        assertUpToDate(
                FOLDER.resolve(name), lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    /**
     * Fails unless a file, which may be missing, holds a text.
     *
     * @param made the whole text; of a file that is made in part, with the other parts as they are
     */
    public static void assertUpToDate(Path file, String made) {
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, made);
            } else if (!Files.exists(file)) {
                throw new AssertionError(file + " is missing; to write it, run: " + command());
            } else if (!Files.readString(file).equals(made)) {
                throw new AssertionError(
                        difference(file, Files.readString(file), made) + "\nIf the change is meant, run: " + command());
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Returns the command by which the calling test writes its files. */
    static String command() {
        String test = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(caller -> caller != Golden.class)
                        .findFirst())
                .orElseThrow()
                .getSimpleName();
        String run = test.endsWith("IT")
                ? "mvn verify -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="
                : "mvn test -Dtest=";
        return run + test + " -D" + UPDATE + "=true";
    }

    /** Returns the first line that differs. */
    private static String difference(Path file, String text, String made) {
        List<String> present = List.of(text.split("\n", -1));
        List<String> wanted = List.of(made.split("\n", -1));
        int at = 0;
        while (line(present, at).equals(line(wanted, at))) {
            at++;
        }
        return file + ":" + (at + 1) + " differs:\n  file: " + line(present, at) + "\n  code: " + line(wanted, at);
    }

    private static String line(List<String> lines, int at) {
        return at < lines.size() ? lines.get(at) : "(end of file)";
    }
}
