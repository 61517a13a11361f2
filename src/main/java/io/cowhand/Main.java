package io.cowhand;

import io.cowhand.cli.Cli;

/** The entry point of the command line. */
public final class Main {

    private Main() {}

    /** Runs the command line and exits with its exit code. */
    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return Cli.run(arguments);
    }
}
