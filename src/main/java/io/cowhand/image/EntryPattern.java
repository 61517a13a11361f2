package io.cowhand.image;

import io.cowhand.glob.GlobToken;
import io.cowhand.glob.GlobTokenizer;
import io.cowhand.glob.PatternException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A parsed entry: the path of one file, or a pattern for many. */
sealed interface EntryPattern {

    /** The path of one file, which may not exist. */
    record Literal(Path path) implements EntryPattern {}

    /** All files that match a glob. */
    record Wildcard(Glob glob) implements EntryPattern {}

    /** Parses a path, a {@code file:} URI or a glob. */
    static EntryPattern read(String text) throws PatternException {
        if (isUri(text)) {
            return new Literal(fromUri(text));
        }
        List<GlobToken> tokens = GlobTokenizer.tokenize(text);
        return GlobReader.isPlain(tokens)
                ? new Literal(GlobReader.path(GlobReader.plain(tokens)))
                : new Wildcard(Glob.of(tokens));
    }

    /** Returns whether a text is a URI; a path may begin with {@code ./file:}. */
    static boolean isUri(String text) {
        return text.startsWith("file:");
    }

    /** Returns the path that a {@code file:} URI names, byte by byte. */
    static Path fromUri(String text) throws PatternException {
        try {
            return DisplayPath.withoutDots(Path.of(new URI(encoded(text))));
        } catch (URISyntaxException malformed) {
            throw new PatternException(malformed.getReason() + " at character " + (malformed.getIndex() + 1));
        } catch (IllegalArgumentException notOfAFile) {
            throw new PatternException(notOfAFile.getMessage() + "; write file:///path with percent-encoded bytes");
        }
    }

    /** Percent-encodes characters beyond ASCII, which the JDK would truncate to eight bits. */
    private static String encoded(String text) {
        StringBuilder ascii = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            ascii.append(unit >= 0 ? String.valueOf((char) unit) : "%%%02X".formatted(unit));
        }
        return ascii.toString();
    }
}
