package io.cowhand.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Compares what should be complete; a failure names each element that is missing or too many, and how to fix it. */
public final class Complete {

    private static final String UPDATE = "goldens.update";

    private Complete() {}

    /**
     * Fails unless a table has exactly the elements that it should have.
     *
     * @param table the table's name, as a contributor finds it
     * @param actual its elements
     * @param expected the elements that it should have
     * @param fix what to do about a missing one: a file to edit, or a command
     */
    public static void assertComplete(
            String table, Collection<String> actual, Collection<String> expected, String fix) {
        List<String> wrong = new ArrayList<>();
        for (String missing : without(expected, actual)) {
            wrong.add(table + " has no " + missing + ": " + fix);
        }
        for (String extra : without(actual, expected)) {
            wrong.add(table + " has " + extra + ", which does not exist: remove it");
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    /**
     * Fails unless a generated file, or a part of one, is up to date; with {@code -Dgoldens.update=true} writes it instead.
     *
     * @param file the file
     * @param test the test that generates it
     * @param start the first character of the generated part
     * @param end the character after the generated part
     * @param generated what should stand there
     */
    public static void assertUpToDate(Path file, Class<?> test, int start, int end, String generated)
            throws IOException {
        String text = Files.readString(file);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(file, text.substring(0, start) + generated + text.substring(end));
            return;
        }
        String difference = difference(text.substring(start, end), generated);
        if (!difference.isEmpty()) {
            throw new AssertionError(file + " is out of date: " + difference + "\nTo update it, run: mvn test -Dtest="
                    + test.getSimpleName() + " -D" + UPDATE + "=true");
        }
    }

    /** The same for a whole file, which may not exist yet. */
    public static void assertUpToDate(Path file, Class<?> test, String generated) throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(file, generated);
        } else {
            int length = Files.exists(file) ? Files.readString(file).length() : 0;
            if (length == 0) {
                throw new AssertionError(file + " is missing.\nTo write it, run: mvn test -Dtest="
                        + test.getSimpleName() + " -D" + UPDATE + "=true");
            }
            assertUpToDate(file, test, 0, length, generated);
        }
    }

    private static TreeSet<String> without(Collection<String> all, Collection<String> others) {
        TreeSet<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    /** The lines that differ first: what is missing there, or what is too much. */
    private static String difference(String actual, String generated) {
        List<String> lines = actual.lines().toList();
        List<String> wanted = generated.lines().toList();
        for (int i = 0; i < Math.max(lines.size(), wanted.size()); i++) {
            String line = i < lines.size() ? lines.get(i) : "";
            String want = i < wanted.size() ? wanted.get(i) : "";
            if (line.equals(want)) {
                continue;
            }
            if (!lines.contains(want) && i < wanted.size()) {
                return "it lacks the line\n  " + want.strip();
            }
            return i < lines.size()
                    ? "it has a line that does not belong there\n  " + line.strip()
                    : "it lacks one more line\n  " + want.strip();
        }
        return actual.equals(generated) ? "" : "its lines end differently";
    }
}
