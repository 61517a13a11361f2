package io.cowhand.image;

import io.cowhand.glob.GlobToken;
import io.cowhand.glob.GlobToken.Literal;
import io.cowhand.glob.GlobToken.Mark;
import io.cowhand.glob.NamePattern;
import io.cowhand.glob.PatternException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Parses one brace expansion of a glob into components. */
final class GlobReader {

    private static final List<GlobToken> ANY_DEPTH = List.of(Mark.RUN, Mark.RUN);

    private final List<GlobPart> parts = new ArrayList<>();

    private GlobReader() {}

    /** Returns the components of tokens without braces; {@code .} and doubled slashes are dropped. */
    static List<GlobPart> read(List<GlobToken> tokens) throws PatternException {
        GlobReader reader = new GlobReader();
        int start = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || tokens.get(i) == Mark.SLASH) {
                reader.component(tokens.subList(start, i));
                start = i + 1;
            }
        }
        if (reader.followsAnyDepth()) {
            // "**" at the end means everything below.
            reader.parts.add(GlobPart.ANY_NAME);
        }
        return reader.parts;
    }

    /** Returns the text of tokens without wildcards and braces. */
    static String plain(List<GlobToken> tokens) {
        StringBuilder text = new StringBuilder();
        for (GlobToken token : tokens) {
            text.appendCodePoint(token instanceof Literal literal ? literal.codePoint() : '/');
        }
        return text.toString();
    }

    /** Returns whether tokens contain neither wildcards nor braces. */
    static boolean isPlain(List<GlobToken> tokens) {
        return tokens.stream().allMatch(token -> token instanceof Literal || token == Mark.SLASH);
    }

    /** Returns a path. */
    static Path path(String text) throws PatternException {
        try {
            return Path.of(text);
        } catch (InvalidPathException unmappable) {
            throw new PatternException("it cannot be encoded as a file name");
        }
    }

    private void component(List<GlobToken> tokens) throws PatternException {
        // In this order, since the first call of a record's generated equals takes the JVM long.
        if (ANY_DEPTH.equals(tokens)) {
            if (!followsAnyDepth()) {
                parts.add(new GlobPart.AnyDepth());
            }
        } else if (isPlain(tokens)) {
            name(plain(tokens));
        } else {
            parts.add(new GlobPart.Wild(new NamePattern(tokens)));
        }
    }

    private void name(String text) throws PatternException {
        if (text.isEmpty() || text.equals(".")) {
            return;
        }
        if (text.equals("..") && parts.stream().anyMatch(part -> !(part instanceof GlobPart.Name))) {
            // Each "*/.." would multiply the names of every file by the number of directories.
            throw new PatternException(".. cannot follow a wildcard");
        }
        path(text);
        parts.add(new GlobPart.Name(text));
    }

    private boolean followsAnyDepth() {
        return !parts.isEmpty() && parts.get(parts.size() - 1) instanceof GlobPart.AnyDepth;
    }
}
