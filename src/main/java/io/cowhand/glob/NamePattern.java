package io.cowhand.glob;

import io.cowhand.glob.GlobToken.Literal;
import io.cowhand.glob.GlobToken.Mark;
import java.util.List;

/** A pattern of wildcards and characters for a name, such as one component of a path. */
public record NamePattern(List<GlobToken> tokens) {

    /** Copies the list. */
    public NamePattern {
        tokens = List.copyOf(tokens);
    }

    /** Returns whether the pattern begins with a dot, and so matches hidden names explicitly. */
    public boolean beginsWithDot() {
        return tokens.get(0) instanceof Literal first && first.matches('.');
    }

    /**
     * Returns whether the whole name matches. A character is a code point.
     *
     * <p>Takes time proportional to at most the product of both lengths: only the latest {@code *} is ever extended,
     * since it can match everything that an earlier one could.
     */
    public boolean matches(String name) {
        int token = 0;
        int at = 0;
        int afterRun = -1;
        int runEnd = 0;
        while (at < name.length()) {
            if (token < tokens.size() && tokens.get(token) == Mark.RUN) {
                token++;
                afterRun = token;
                runEnd = at;
            } else if (token < tokens.size() && tokens.get(token).matches(name.codePointAt(at))) {
                token++;
                at = name.offsetByCodePoints(at, 1);
            } else if (afterRun >= 0) {
                runEnd = name.offsetByCodePoints(runEnd, 1);
                at = runEnd;
                token = afterRun;
            } else {
                return false;
            }
        }
        while (token < tokens.size() && tokens.get(token) == Mark.RUN) {
            token++;
        }
        return token == tokens.size();
    }
}
