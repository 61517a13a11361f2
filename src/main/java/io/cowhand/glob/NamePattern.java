package io.cowhand.glob;

import io.cowhand.glob.GlobToken.Literal;
import io.cowhand.glob.GlobToken.Mark;
import java.util.List;

/** A pattern for a name, such as one component of a path, of wildcards and characters. */
public record NamePattern(List<GlobToken> tokens) {

    /** Copies the list. */
    public NamePattern {
        tokens = List.copyOf(tokens);
    }

    /** Whether the pattern begins with a dot, and so asks for hidden names itself. */
    public boolean beginsWithDot() {
        return tokens.get(0) instanceof Literal first && first.matches('.');
    }

    /**
     * Whether the whole name matches, character by character, where a character is a code point.
     *
     * <p>Takes at most the product of both lengths: what an earlier {@code *} took is settled once a later one is
     * reached, as the later one can take whatever the earlier one would have, so only the latest is ever tried again.
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
