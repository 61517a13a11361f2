package io.cowhand.expression;

import io.cowhand.json.JsonLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Splits a selection at its commas and each item at its last {@code as}, outside of strings, comments and brackets, and
 * compiles the expressions.
 */
final class SelectionParser {

    private static final String AS = "as";
    /** What may stand without a name: it is one. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.-]*");

    private final String text;
    private final ExpressionCompiler compiler;
    private final List<Selection.Column> columns = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private final List<Fault> faults = new ArrayList<>();

    SelectionParser(String text, ExpressionCompiler compiler) {
        this.text = text;
        this.compiler = compiler;
    }

    SelectionCompilation parse() {
        if (text.length() > Limits.SOURCE) {
            return new Rejected(List.of(
                    new Fault(0, "the selection has " + text.length() + " characters; limit is " + Limits.SOURCE)));
        }
        SourceScanner scanner = new SourceScanner(text, 0);
        int start = 0;
        int depth = 0;
        int as = -1;
        for (int at = scanner.next(); at >= 0; at = scanner.next()) {
            char character = text.charAt(at);
            depth += isOneOf("([{", character) ? 1 : isOneOf(")]}", character) ? -1 : 0;
            if (depth == 0 && character == ',') {
                item(start, as, at);
                start = at + 1;
                as = -1;
            } else if (depth == 0 && isAs(at)) {
                as = at;
            }
        }
        item(start, as, text.length());
        return faults.isEmpty()
                ? new Selection(columns)
                : new Rejected(faults.subList(0, Math.min(faults.size(), Limits.FAULTS)));
    }

    private static boolean isOneOf(String characters, char character) {
        return characters.indexOf(character) >= 0;
    }

    /** Returns whether the word {@code as} begins at an index, with white space around it. */
    private boolean isAs(int at) {
        int end = at + AS.length();
        return text.startsWith(AS, at)
                && at > 0
                && Character.isWhitespace(text.charAt(at - 1))
                && (end == text.length() || Character.isWhitespace(text.charAt(end)));
    }

    /** Reads an item, of which the last {@code as} is at an index, or which has none if that is negative. */
    private void item(int start, int as, int end) {
        int first = afterSpace(start, end);
        String source =
                text.substring(first, as < 0 ? end : Math.max(first, as)).strip();
        if (source.isEmpty()) {
            fault(first, "a variable or an expression is missing here");
        } else if (as >= 0) {
            int nameStart = afterSpace(as + AS.length(), end);
            String name = text.substring(nameStart, end).strip();
            if (NAME.matcher(name).matches()) {
                column(name, nameStart, source, first);
            } else {
                fault(
                        nameStart,
                        (name.isEmpty() ? "a name is missing here" : Quoted.of(name) + " cannot be a name")
                                + "; a name consists of letters, digits, _, . and -, and begins with a letter or _");
            }
        } else if (VARIABLE.matcher(source).matches()) {
            column(source, first, source, first);
        } else {
            fault(first, "an expression needs a name: " + Quoted.shortened(source) + " as NAME");
        }
    }

    private void column(String name, int nameStart, String source, int sourceStart) {
        if (name.equals(JsonLines.FORMAT_VERSION_MEMBER)) {
            fault(nameStart, "the name " + name + " is taken: every object in JSON has a member of that name");
        } else if (!names.add(name)) {
            fault(nameStart, "the name " + name + " occurs twice; NAME as OTHER gives it another name");
        }
        Compilation compilation = compiler.compile(source);
        if (compilation instanceof Expression expression) {
            columns.add(new Selection.Column(name, expression));
        } else {
            int moved = offset(sourceStart);
            ((Rejected) compilation).faults().forEach(fault -> faults.add(fault.movedBy(moved)));
        }
    }

    private int afterSpace(int start, int end) {
        int at = start;
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void fault(int index, String message) {
        faults.add(new Fault(offset(index), message));
    }

    private int offset(int index) {
        return text.codePointCount(0, index);
    }
}
