package io.cowhand;

import java.util.ArrayList;
import java.util.List;

/** Runs several command lines one after the other, so that the JVM's archive has the classes of all of them. */
public final class Rehearsal {

    private static final String AND = "and";

    private Rehearsal() {}

    /** Runs the command lines, which {@value #AND} separates, and exits with the exit code of the first that fails. */
    public static void main(String... arguments) {
        List<String> line = new ArrayList<>();
        int code = 0;
        for (String argument : arguments) {
            if (argument.equals(AND)) {
                code = code == 0 ? Main.run(line.toArray(String[]::new)) : code;
                line.clear();
            } else {
                line.add(argument);
            }
        }
        System.exit(code == 0 ? Main.run(line.toArray(String[]::new)) : code);
    }
}
