package io.cowhand.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats of report files, which the suffix of the name selects. */
enum ReportFormat {
    HTML(".html"),
    MARKDOWN(".md"),
    JUNIT(".xml"),
    JSON(".json", ".jsonl"),
    TEXT(".txt");

    private final List<String> suffixes;

    ReportFormat(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /** Returns the format of a file. */
    static Optional<ReportFormat> of(Path file) {
        String name = file.toString();
        return Arrays.stream(values())
                .filter(format -> format.suffixes.stream().anyMatch(name::endsWith))
                .findFirst();
    }

    /** Returns all suffixes in words. */
    static String allSuffixes() {
        List<String> all = Arrays.stream(values())
                .flatMap(format -> format.suffixes.stream())
                .toList();
        int last = all.size() - 1;
        return all.subList(0, last).stream().collect(Collectors.joining(", ", "", " or ")) + all.get(last);
    }
}
