package io.cowhand.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.Optional;

/** The macro {@code list.sortBy(each, key)} of CEL's extension for lists. */
final class SortBy {

    /** The function that sorts a list by the list of its keys; has a name that no source can hold. */
    static final String FUNCTION = "@sortByKeys";

    static final CelMacro MACRO = CelMacro.newReceiverMacro("sortBy", 2, SortBy::expand);

    private SortBy() {}

    /** Returns {@code list.@sortByKeys(list.map(each, key))}. */
    private static Optional<CelExpr> expand(
            CelMacroExprFactory factory, CelExpr list, ImmutableList<CelExpr> arguments) {
        return CelStandardMacro.MAP
                .getDefinition()
                .getExpander()
                .expandMacro(factory, factory.copy(list), arguments)
                .map(keys -> factory.newReceiverCall(FUNCTION, list, keys));
    }
}
