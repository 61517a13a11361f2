package io.cowhand.expression;

import dev.cel.common.ast.CelExpr;
import java.util.List;

/** The cost of lists that an expression makes. */
final class ListCost {

    private ListCost() {}

    /**
     * Returns the steps for a list: its size, if a function made it. The elements of a literal, and the rounds of a macro,
     * are counted as they are evaluated, and operators pass lists on without copying them.
     */
    static int of(CelExpr part, List<?> list) {
        int size = list.size();
        if (size < 0 || size > Limits.LIST) {
            throw new EvaluationFailure("a list has too many elements; limit is " + Limits.LIST);
        }
        return part.getKind() == CelExpr.ExprKind.Kind.CALL
                        && isName(part.call().function())
                ? size
                : 0;
    }

    /** Returns whether a function has a name, unlike operators, which CEL calls {@code _+_} or {@code @in}. */
    private static boolean isName(String function) {
        return Character.isLetter(function.charAt(0));
    }
}
