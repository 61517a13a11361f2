package io.cowhand.image;

import io.cowhand.glob.BraceExpansion;
import io.cowhand.glob.GlobToken;
import io.cowhand.glob.GlobTokenizer;
import io.cowhand.glob.PatternException;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern for paths.
 *
 * <pre>
 * *  ?         any characters, one character, of one component
 * [abc] [a-z]  one of these; [!a] or [^a]: one that is not
 * {a,b/c}      either; may nest, and is spelled out before all else, to 1,024 alternatives at most
 * **           as a whole component: any number of directories, or none; at the end: whatever lies below
 * \            the next character means itself
 * </pre>
 *
 * <p>A wildcard does not match the dot that a hidden name begins with. Matching takes at most
 * the product of the lengths of path and pattern. A name that is not UTF-8 is matched by its display form, with U+FFFD.
 */
public final class Glob {

    private final List<GlobStep> relative = new ArrayList<>();
    private final List<GlobStep> rooted = new ArrayList<>();

    private Glob() {}

    /** The result of parsing a text as a glob. */
    public sealed interface Parsed {}

    /** The text is a glob. */
    public record Good(Glob glob) implements Parsed {}

    /** The text is not a glob. */
    public record Bad(Problem problem) implements Parsed {}

    /** Parses a text; one without wildcards matches only itself. The problem has no location. */
    public static Parsed parse(String text) {
        try {
            return new Good(of(GlobTokenizer.tokenize(text)));
        } catch (PatternException notValid) {
            return new Bad(notValid(text, notValid, Location.NOWHERE));
        }
    }

    /** Returns whether a path in display form matches. {@code .} and doubled slashes do not count. */
    public boolean matches(String path) {
        List<String> names = Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        return GlobStep.follow(starts(path.startsWith("/")), names, GlobPart.Hidden.SKIPPED)
                .contains(GlobStep.END);
    }

    /**
     * Returns whether a path matches. Relative globs match relative paths; one that begins with {@code **} matches
     * any.
     */
    public boolean matches(Path path) {
        return matches(path.toString());
    }

    static Glob of(List<GlobToken> tokens) throws PatternException {
        Glob glob = new Glob();
        for (List<GlobToken> spelling : BraceExpansion.expand(tokens)) {
            List<GlobPart> parts = GlobReader.read(spelling);
            if (parts.isEmpty()) {
                throw new PatternException("it, or one of its alternatives, names no file");
            }
            boolean isRooted = spelling.get(0) == GlobToken.Mark.SLASH;
            (isRooted ? glob.rooted : glob.relative).add(GlobStep.chain(parts));
        }
        return glob;
    }

    static Problem notValid(String text, PatternException why, Location where) {
        return new Problem(
                ProblemCode.PATTERN_NOT_VALID,
                Severity.ERROR,
                Origin.COWHAND,
                where,
                "\"" + text + "\" is not a valid path or pattern: " + why.fault());
    }

    /** Returns the first steps for relative paths. */
    List<GlobStep> relative() {
        return relative;
    }

    /** Returns the first steps for absolute paths. */
    List<GlobStep> rooted() {
        return rooted;
    }

    /** Returns the first steps for a whole path; {@code **} matches the root, too. */
    List<GlobStep> starts(boolean absolute) {
        if (!absolute) {
            return relative;
        }
        List<GlobStep> starts = new ArrayList<>(rooted);
        relative.stream()
                .filter(step -> step.part() instanceof GlobPart.AnyDepth)
                .forEach(starts::add);
        return starts;
    }
}
