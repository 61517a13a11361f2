package io.cowhand.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program on this machine, as a process. */
final class Program {

    private Program() {}

    /** Runs a command and waits for its end. */
    static Cluster.Result run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("cowhand.app")));
        line.addAll(List.of(arguments));
        return execute(line);
    }

    /** Runs a command line, and fails unless it exits with 0. */
    static String must(String... line) throws IOException, InterruptedException {
        Cluster.Result result = execute(List.of(line));
        if (result.code() != 0) {
            throw new AssertionError(String.join(" ", line) + ": " + result.err());
        }
        return result.out();
    }

    private static Cluster.Result execute(List<String> line) throws IOException, InterruptedException {
        Path err = Files.createTempFile("program", ".err");
        try {
            Process process =
                    new ProcessBuilder(line).redirectError(err.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Cluster.Result(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.deleteIfExists(err);
        }
    }
}
