package io.cowhand.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import java.util.List;

/** Faults that CEL finds, in plain English. */
final class FaultMessage {

    private FaultMessage() {}

    static List<Fault> ofSyntax(CelValidationResult parsed, String source) {
        return parsed.getErrors().stream()
                .limit(1)
                .map(issue -> fault(parsed, issue))
                .toList();
    }

    static List<Fault> ofTypes(CelValidationResult checked, CelAbstractSyntaxTree tree) {
        return checked.getErrors().stream()
                .limit(Limits.FAULTS)
                .map(issue -> fault(checked, issue))
                .toList();
    }

    private static Fault fault(CelValidationResult result, CelIssue issue) {
        int offset =
                result.getSource().getLocationOffset(issue.getSourceLocation()).orElse(0);
        return new Fault(offset, issue.getMessage());
    }
}
