package io.cowhand.glob;

import java.util.ArrayList;
import java.util.List;

/**
 * A glob that matches texts that are no paths: a slash is a character like any other, and so is a leading dot.
 *
 * @param alternatives one of which has to match the whole text
 */
public record TextGlob(List<NamePattern> alternatives) {

    /** Copies the list. */
    public TextGlob {
        alternatives = List.copyOf(alternatives);
    }

    /**
     * Reads a glob.
     *
     * @throws PatternException where the text is no glob, saying why
     */
    public static TextGlob parse(String text) throws PatternException {
        List<NamePattern> alternatives = new ArrayList<>();
        for (List<GlobToken> tokens : BraceExpansion.expand(GlobTokenizer.tokenize(text))) {
            alternatives.add(new NamePattern(tokens));
        }
        return new TextGlob(alternatives);
    }

    /** Returns whether the whole text matches. */
    public boolean matches(String text) {
        return alternatives.stream().anyMatch(pattern -> pattern.matches(text));
    }
}
