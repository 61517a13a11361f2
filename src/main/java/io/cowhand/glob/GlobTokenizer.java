package io.cowhand.glob;

import io.cowhand.glob.GlobToken.Literal;
import io.cowhand.glob.GlobToken.Mark;
import io.cowhand.glob.GlobToken.OneOf;
import io.cowhand.glob.GlobToken.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Splits the text of a glob into tokens with balanced braces. */
public final class GlobTokenizer {

    private final String text;
    private final List<GlobToken> tokens = new ArrayList<>();
    private final Deque<Integer> braces = new ArrayDeque<>();
    private int position;

    private GlobTokenizer(String text) {
        this.text = text;
    }

    /** Returns the tokens of a text. */
    public static List<GlobToken> tokenize(String text) throws PatternException {
        if (text.isEmpty()) {
            throw new PatternException("it is empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw new PatternException("it contains a NUL character, which no file name can contain");
        }
        GlobTokenizer tokenizer = new GlobTokenizer(text);
        while (tokenizer.more()) {
            tokenizer.tokens.add(tokenizer.token());
        }
        if (!tokenizer.braces.isEmpty()) {
            throw unclosed('{', tokenizer.braces.pop());
        }
        return tokenizer.tokens;
    }

    private GlobToken token() throws PatternException {
        int start = position;
        int character = next();
        switch (character) {
            case '/':
                return Mark.SLASH;
            case '*':
                return Mark.RUN;
            case '?':
                return Mark.ANY;
            case '[':
                return oneOf(start);
            case '{':
                braces.push(start);
                return Mark.OPEN;
            case ',':
                return braces.isEmpty() ? new Literal(character) : Mark.COMMA;
            case '}':
                return braces.poll() == null ? new Literal(character) : Mark.CLOSE;
            case '\\':
                int quoted = quoted();
                // A file name cannot contain a slash, so quoting one changes nothing.
                return quoted == '/' ? Mark.SLASH : new Literal(quoted);
            default:
                return new Literal(character);
        }
    }

    private OneOf oneOf(int start) throws PatternException {
        boolean negated = more() && (text.charAt(position) == '!' || text.charAt(position) == '^');
        if (negated) {
            position++;
        }
        List<Range> ranges = new ArrayList<>();
        // As in a shell, a bracket that comes first is a member, not the end.
        while (ranges.isEmpty() || !more() || text.charAt(position) != ']') {
            int first = member(start);
            boolean range = text.startsWith("-", position) && !text.startsWith("-]", position);
            if (range) {
                position++;
            }
            int last = range ? member(start) : first;
            if (last < first) {
                throw new PatternException("the range that ends at character " + position + " is in reverse order");
            }
            ranges.add(new Range(first, last));
        }
        position++;
        return new OneOf(negated, ranges);
    }

    private int member(int start) throws PatternException {
        if (!more()) {
            throw unclosed('[', start);
        }
        if (text.startsWith("[:", position)) {
            throw new PatternException("named classes such as [:alpha:] are not supported; write ranges such as [a-z]");
        }
        int character = next();
        int meant = character == '\\' ? quoted() : character;
        if (meant == '/') {
            throw new PatternException(
                    "the class at character " + (start + 1) + " contains a slash, which never matches");
        }
        return meant;
    }

    private int quoted() throws PatternException {
        if (!more()) {
            throw new PatternException("nothing follows the last backslash; write \\\\ for a backslash");
        }
        return next();
    }

    private boolean more() {
        return position < text.length();
    }

    private int next() {
        int character = text.codePointAt(position);
        position += Character.charCount(character);
        return character;
    }

    private static PatternException unclosed(char bracket, int start) {
        return new PatternException("the " + bracket + " at character " + (start + 1) + " is never closed; write \\"
                + bracket + " for the character itself");
    }
}
