package io.cowhand.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faults that CEL finds when it checks types, in plain English. */
final class FaultMessage {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '(.*)' \\(in container ''\\)");
    private static final Pattern NO_OVERLOAD = Pattern.compile(
            "found no matching overload for '([^']+)' applied to '(?:(.+?)\\.)?\\((.*)\\)'(?: \\(candidates.*)?");
    private static final Pattern NO_PARTS = Pattern.compile("type '(.*)' does not support field selection");
    private static final Pattern WRONG_TYPE = Pattern.compile("expected type '(.*)' but found '(.*)'");
    private static final Pattern NO_RANGE = Pattern.compile("expression of type '(.*)' cannot be (?:the )?range of .*");

    private FaultMessage() {}

    /** Returns what is wrong, at least one fault, in the order of the offsets. */
    static List<Fault> of(CelValidationResult checked) {
        List<CelIssue> issues = checked.getErrors();
        // What CEL says of the parts around a wrong one follows from it.
        List<CelIssue> causes = issues.stream()
                .filter(issue -> !issue.getMessage().contains("*error*"))
                .toList();
        return (causes.isEmpty() ? issues : causes)
                .stream()
                        .map(issue -> fault(checked, issue))
                        .sorted(Comparator.comparingInt(Fault::offset))
                        .limit(Limits.FAULTS)
                        .toList();
    }

    private static Fault fault(CelValidationResult result, CelIssue issue) {
        int offset =
                result.getSource().getLocationOffset(issue.getSourceLocation()).orElse(0);
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        // Names of variables have been looked up before, so this is one of a function.
        return undeclared.matches()
                ? unknownFunction(undeclared.group(1), offset)
                : new Fault(offset, message(issue.getMessage(), isWritten(result, offset)));
    }

    /** CEL tells the place of the parenthesis, before which the name stands. */
    private static Fault unknownFunction(String name, int parenthesis) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return Functions.unknown(name, Math.max(0, parenthesis - last.length()));
    }

    /** Returns whether an operator stands at an offset: macros use some that are not written. */
    private static boolean isWritten(CelValidationResult result, int offset) {
        return offset >= result.getSource().getContent().size()
                || !Character.isLetterOrDigit(result.getSource().getContent().get(offset))
                        && result.getSource().getContent().get(offset) != '(';
    }

    private static String message(String message, boolean isWritten) {
        Matcher overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            return isWritten || !OperandMessage.isOperator(overload.group(1))
                    ? OperandMessage.of(
                            overload.group(1), overload.group(3), Objects.requireNonNullElse(overload.group(2), ""))
                    : OperandMessage.ofCondition(overload.group(3));
        }
        Matcher noParts = NO_PARTS.matcher(message);
        if (noParts.matches()) {
            return TypeWords.of(noParts.group(1)) + " has no parts that a name could select";
        }
        Matcher wrongType = WRONG_TYPE.matcher(message);
        if (wrongType.matches()) {
            return TypeWords.of(wrongType.group(1)) + " is needed here, not " + TypeWords.of(wrongType.group(2));
        }
        Matcher noRange = NO_RANGE.matcher(message);
        return noRange.matches()
                ? TypeWords.of(noRange.group(1)) + " has no elements; a list or a mapping is needed before the macro"
                : message;
    }
}
