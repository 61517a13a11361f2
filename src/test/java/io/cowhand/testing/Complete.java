package io.cowhand.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Compares what should be complete; a failure names each element that is missing or too many, and how to fix it. */
public final class Complete {

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

    private static TreeSet<String> without(Collection<String> all, Collection<String> others) {
        TreeSet<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}
