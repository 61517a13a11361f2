package io.cowhand.expression;

import java.util.ArrayList;
import java.util.List;

/** Splits a template into text and the sources of expressions. */
final class TemplateParser {

    private static final String OPEN = "${";
    private static final String ESCAPED_OPEN = "$${";

    private final String text;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    TemplateParser(String text) {
        this.text = text;
    }

    Parsing parse() {
        boolean hasSource = false;
        while (at < text.length()) {
            if (text.startsWith(ESCAPED_OPEN, at)) {
                literal.append(OPEN);
                at += ESCAPED_OPEN.length();
            } else if (text.startsWith(OPEN, at)) {
                int start = at + OPEN.length();
                int end = SourceEnd.find(text, start);
                if (end < 0) {
                    return new Parsing.Malformed(
                            new Fault(offset(at), "${ is never closed by }; write $${ for the characters themselves"));
                }
                endLiteral();
                parts.add(new Template.Part.Source(text.substring(start, end), offset(start)));
                hasSource = true;
                at = end + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        if (!hasSource) {
            return new Parsing.Plain(literal.toString());
        }
        endLiteral();
        return new Template(parts);
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Template.Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private int offset(int index) {
        return text.codePointCount(0, index);
    }
}
