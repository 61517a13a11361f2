package io.cowhand.image;

import io.cowhand.os.FileTree;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * An entry of a recipe that matches no file.
 *
 * @param entry the entry
 * @param hint what to write instead, with a leading semicolon; {@code ""} if unknown
 */
public record EmptyEntry(ImageEntry entry, String hint) {

    /** Characters that are special in a glob, outside of braces and brackets. */
    private static final String SPECIAL = "\\*?[{";

    private static final String NOT_EXPANDED = "; neither ~ nor $ is expanded: write the path in full";

    /** Returns an empty entry, with a hint if a file has exactly the entry's name. */
    static EmptyEntry of(
            ImageEntry entry, Path folder, Exclusions exclusions, FileTree files, SearchWatchdog watchdog) {
        if (!(entry.source() instanceof ImageSource.Pattern pattern)) {
            return new EmptyEntry(entry, "");
        }
        if (isFile(pattern.text(), folder, exclusions, files, watchdog)) {
            return new EmptyEntry(
                    entry, "; a file of exactly this name exists: write '" + escaped(pattern.text()) + "' for it");
        }
        return new EmptyEntry(entry, expansionHint(pattern.text()));
    }

    /**
     * Returns the problem, located at the entry.
     *
     * @param what what the entry is to match: {@code image}, {@code base}
     */
    public Problem problem(String what) {
        String excluded = entry.exclude().isEmpty() ? "" : " that is not excluded";
        return new Problem(
                CommonCode.MATCHES_NOTHING,
                Severity.ERROR,
                Origin.COWHAND,
                entry.where(),
                entry.source().emptiness(what) + excluded + hint + "; --allow-empty accepts that");
    }

    /** Returns the hint for a path that a shell would expand; {@code ""} for any other path. */
    public static String expansionHint(String path) {
        return path.startsWith("~") || path.indexOf('$') >= 0 ? NOT_EXPANDED : "";
    }

    private static boolean isFile(
            String name, Path folder, Exclusions exclusions, FileTree files, SearchWatchdog watchdog) {
        try {
            Path path = DisplayPath.join(folder, Path.of(name));
            if (exclusions.excludes(path)) {
                return false;
            }
            watchdog.awaiting(path);
            return !files.statusOfItself(path).isDirectory();
        } catch (IOException | InvalidPathException notThere) {
            return false;
        }
    }

    private static String escaped(String name) {
        StringBuilder glob = new StringBuilder();
        name.chars()
                .forEach(unit ->
                        glob.append(SPECIAL.indexOf(unit) < 0 ? "" : "\\").append((char) unit));
        return glob.toString();
    }
}
