package io.cowhand.glob;

import java.util.ArrayList;
import java.util.List;

/**
 * A glob for texts other than paths: slashes and leading dots are not special.
 *
 * @param alternatives the patterns, one of which must match the whole text
 */
public record TextGlob(List<NamePattern> alternatives) {

    /** Copies the list. */
    public TextGlob {
        alternatives = List.copyOf(alternatives);
    }

    /**
     * Parses a glob.
     *
     * @throws PatternException if the text is malformed
     */
    public static TextGlob parse(String text) throws PatternException {
        return parse(text, Limits.ALTERNATIVES);
    }

    /**
     * Parses a glob whose braces may expand to at most a number of alternatives.
     *
     * @throws PatternException if the text is malformed
     */
    public static TextGlob parse(String text, int most) throws PatternException {
        List<NamePattern> alternatives = new ArrayList<>();
        for (List<GlobToken> tokens : BraceExpansion.expand(GlobTokenizer.tokenize(text), most)) {
            alternatives.add(new NamePattern(tokens));
        }
        return new TextGlob(alternatives);
    }

    /** Returns whether the whole text matches. */
    public boolean matches(String text) {
        return alternatives.stream().anyMatch(pattern -> pattern.matches(text));
    }
}
