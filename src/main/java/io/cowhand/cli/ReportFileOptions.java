package io.cowhand.cli;

import io.cowhand.os.IoErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The option for reports in files. */
final class ReportFileOptions implements ArgumentGroup {

    private final Argument<List<ReportPath>> paths = Argument.option("--report")
            .takes("FILE", new ReportPath.Converter())
            .description(
                    "Write a report to a file as well; the suffix selects the format: .html (a page for any browser),"
                            + " .md (Markdown for a pull request), .xml (JUnit), .json or .jsonl (as with --json), .txt (text); repeatable.")
            .repeatable();

    @Override
    public List<Arguments> arguments() {
        return List.of(paths);
    }

    boolean areNone() {
        return paths.value().isEmpty();
    }

    /** Returns whether a report is written to a file. */
    boolean name(Path file) {
        return paths.value().stream().anyMatch(named -> absolute(named.path()).equals(absolute(file)));
    }

    /** Returns the path of a file without links to its directory: a report replaces a link, and not what it leads to. */
    private static Path absolute(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            return absolute.getParent() == null
                    ? absolute
                    : absolute.getParent().toRealPath().resolve(absolute.getFileName());
        } catch (IOException noDirectory) {
            return absolute; // it cannot be written, which is said then
        }
    }

    /**
     * Runs a command with the report files, which it completes; what it does not complete is removed. If a file cannot be
     * written, the command does not run.
     */
    ExitCode run(Terminal terminal, Function<List<ReportFile>, ExitCode> command) {
        return run(terminal, paths.value().stream().map(ReportPath::path).toList(), command);
    }

    /** Runs a command with report files of some paths, whatever their formats. */
    static ExitCode run(Terminal terminal, List<Path> paths, Function<List<ReportFile>, ExitCode> command) {
        Set<Path> different = new HashSet<>();
        for (Path path : paths) {
            if (!different.add(absolute(path))) {
                terminal.message("--report: " + path + " is named twice");
                return ExitCode.USAGE;
            }
        }
        List<ReportFile> files = new ArrayList<>();
        try {
            return create(terminal, paths, files)
                    ? complete(terminal, files, command.apply(files))
                    : ExitCode.STATE_UNUSABLE;
        } finally {
            files.forEach(file -> close(terminal, file));
        }
    }

    private static boolean create(Terminal terminal, List<Path> paths, List<ReportFile> files) {
        for (Path path : paths) {
            try {
                files.add(ReportFile.create(path));
            } catch (IOException error) {
                terminal.message("--report: cannot write " + path + ": " + IoErrors.describe(error));
                return false;
            }
        }
        return true;
    }

    private static ExitCode complete(Terminal terminal, List<ReportFile> files, ExitCode code) {
        List<String> failures =
                files.stream().flatMap(file -> file.failure().stream()).toList();
        failures.forEach(terminal::message);
        return failures.isEmpty() ? code : code.withLoss();
    }

    private static void close(Terminal terminal, ReportFile file) {
        try {
            file.close();
        } catch (IOException error) {
            terminal.message("cannot remove an unfinished report: " + IoErrors.describe(error));
        }
    }
}
