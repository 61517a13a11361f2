package io.cowhand.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Paths as arguments, where {@code -} stands for a list on standard input. */
final class PathList {

    private PathList() {}

    /**
     * The paths, with those from standard input in the place of {@code -}: separated by NUL where there is one, else by
     * line ends; empty ones are left out.
     */
    static List<String> expand(List<String> arguments) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("-")) {
                String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
                String separator = text.indexOf('\0') >= 0 ? "\0" : "\r?\n";
                Arrays.stream(text.split(separator))
                        .filter(path -> !path.isEmpty())
                        .forEach(paths::add);
            } else {
                paths.add(argument);
            }
        }
        return paths;
    }
}
