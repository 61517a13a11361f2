package io.cowhand.image;

import io.cowhand.glob.GlobToken;
import io.cowhand.glob.GlobTokenizer;
import io.cowhand.glob.PatternException;
import io.cowhand.os.PathBytes;
import java.nio.file.Path;
import java.util.List;

/** A parsed entry: the path of one file, a pattern for many, or a list of them. */
sealed interface EntryPattern {

    /** The path of one file, which may not exist. */
    record Literal(Path path) implements EntryPattern {}

    /** All files that match a glob. */
    record Wildcard(Glob glob) implements EntryPattern {}

    /** The images that an inventory names. */
    record Inventory(InventoryFile file) implements EntryPattern {}

    /** Parses what an entry says. */
    static EntryPattern read(ImageSource source) throws PatternException {
        return source instanceof ImageSource.Listed list ? new Inventory(InventoryFile.of(list)) : read(source.text());
    }

    /** Parses a path, a {@code file:} URI or a glob. */
    private static EntryPattern read(String text) throws PatternException {
        if (PathBytes.isUri(text)) {
            return new Literal(fromUri(text));
        }
        List<GlobToken> tokens = GlobTokenizer.tokenize(text);
        return GlobReader.isPlain(tokens)
                ? new Literal(GlobReader.path(GlobReader.plain(tokens)))
                : new Wildcard(Glob.of(tokens));
    }

    /** Returns the path that a {@code file:} URI names, byte by byte. */
    static Path fromUri(String text) throws PatternException {
        try {
            return DisplayPath.withoutDots(PathBytes.ofUri(text));
        } catch (IllegalArgumentException malformed) {
            throw new PatternException(String.valueOf(malformed.getMessage()));
        }
    }
}
