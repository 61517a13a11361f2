package io.cowhand;

import io.cowhand.cli.Cli;

/** The program. */
public final class Main {

    private Main() {}

    /** Hands the arguments over and exits with the code that comes back. */
    public static void main(String... arguments) {
        System.exit(Cli.run(arguments));
    }
}
