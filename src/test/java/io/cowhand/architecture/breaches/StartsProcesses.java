package io.cowhand.architecture.breaches;

import java.io.IOException;
import java.util.List;

/** Each method starts another program. */
final class StartsProcesses {

    void processBuilder() throws IOException {
        new ProcessBuilder(List.of("rm", "a")).start();
    }

    void exec() throws IOException {
        Runtime.getRuntime().exec(new String[] {"rm", "a"});
    }
}
