package io.cowhand.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faults that CEL finds when it parses, in plain English and without lists of tokens. */
final class SyntaxMessage {

    private static final String END = "<EOF>";
    private static final Pattern UNEXPECTED = Pattern.compile(
            "(?:mismatched|extraneous|no viable alternative at) input '(.*?)'(?: expecting.*)?", Pattern.DOTALL);
    private static final Pattern MISSING = Pattern.compile("missing (.*?) at '(.*)'", Pattern.DOTALL);
    private static final Pattern UNREADABLE = Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
    private static final Pattern RESERVED = Pattern.compile("reserved identifier: (.*)");
    private static final Pattern NUMBER = Pattern.compile("For input string: \"(.*)\".*");

    private static final String QUOTES =
            "the text in quotes has no end, or a \\ that means nothing in it; write \\\\ for the character itself";

    private SyntaxMessage() {}

    /** Returns the first thing that is wrong; what follows tends to be a consequence. */
    static List<Fault> of(CelValidationResult parsed) {
        CelIssue issue = parsed.getErrors().get(0);
        int offset =
                parsed.getSource().getLocationOffset(issue.getSourceLocation()).orElse(0);
        return List.of(new Fault(offset, message(issue.getMessage())));
    }

    private static String message(String message) {
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return unexpected(unexpected.group(1));
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.matches()) {
            return missing(missing.group(1)) + " is missing"
                    + (missing.group(2).equals(END) ? " at the end" : " before " + Quoted.of(missing.group(2)));
        }
        Matcher unreadable = UNREADABLE.matcher(message);
        if (unreadable.matches()) {
            return unreadable(unreadable.group(1));
        }
        Matcher reserved = RESERVED.matcher(message);
        if (reserved.matches()) {
            return Quoted.of(reserved.group(1)) + " is a reserved word, and cannot be a name";
        }
        Matcher number = NUMBER.matcher(message);
        if (number.matches()) {
            return number.group(1) + " is too large; expressions can only use numbers from -2^63 to 2^63-1";
        }
        if (message.startsWith("Expression recursion limit exceeded")) {
            return "the expression is nested too deep; limit is " + Limits.NESTING;
        }
        if (message.startsWith("String literal contains")) {
            return QUOTES;
        }
        return switch (message) {
            case "invalid argument to has() macro" -> "has() asks for a key of a mapping, as in has(row.owner)";
            case "The argument must be a simple name" ->
                "the first argument of the macro must be a name for the elements";
            default -> message;
        };
    }

    /** Returns the words for a token as CEL names it: in quotes as it is written, or by its kind. */
    private static String missing(String token) {
        return token.startsWith("'") ? Quoted.of(token.substring(1, token.length() - 1)) : token;
    }

    private static String unexpected(String token) {
        return switch (token) {
            case END -> "the expression ends too early";
            case "and" -> "\"and\" is not an operator; write &&";
            case "or" -> "\"or\" is not an operator; write ||";
            case "not" -> "\"not\" is not an operator; write !";
            default -> Quoted.of(token) + " is not expected here";
        };
    }

    private static String unreadable(String text) {
        if (text.startsWith("\"") || text.startsWith("'")) {
            return QUOTES;
        }
        return switch (text.strip()) {
            case "=" -> "\"=\" is not an operator; write == to compare";
            case "&" -> "\"&\" is not an operator; write &&";
            case "|" -> "\"|\" is not an operator; write ||";
            default -> Quoted.of(text.strip()) + " is not expected here";
        };
    }
}
