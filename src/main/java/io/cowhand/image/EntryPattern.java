package io.cowhand.image;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What the text of an entry names, before any folder is looked into. */
sealed interface EntryPattern {

    /** Literal file, there or not. */
    record Literal(Path path) implements EntryPattern {}

    /** The files that match. */
    record Wildcard(Glob glob) implements EntryPattern {}

    /** Reads a path, a {@code file:} URI or a glob. */
    static EntryPattern read(String text) throws PatternException {
        if (isUri(text)) {
            return new Literal(fromUri(text));
        }
        List<GlobToken> tokens = GlobTokenizer.tokenize(text);
        return GlobReader.isPlain(tokens)
                ? new Literal(GlobReader.path(GlobReader.plain(tokens)))
                : new Wildcard(Glob.of(tokens));
    }

    /** Whether a text is read as a URI; {@code ./file:} begins a path. */
    static boolean isUri(String text) {
        return text.startsWith("file:");
    }

    /** The path that a {@code file:} URI names, byte by byte. */
    static Path fromUri(String text) throws PatternException {
        try {
            return DisplayPath.withoutDots(Path.of(new URI(encoded(text))));
        } catch (URISyntaxException malformed) {
            throw new PatternException(malformed.getReason() + " at character " + (malformed.getIndex() + 1));
        } catch (IllegalArgumentException notOfAFile) {
            throw new PatternException(notOfAFile.getMessage() + "; write file:///path with percent-encoded bytes");
        }
    }

    /** Percent-encodes what is not ASCII: the JDK would cut it to its low eight bits. */
    private static String encoded(String text) {
        StringBuilder ascii = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            ascii.append(unit >= 0 ? String.valueOf((char) unit) : "%%%02X".formatted(unit));
        }
        return ascii.toString();
    }
}
