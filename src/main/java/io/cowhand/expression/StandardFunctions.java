package io.cowhand.expression;

import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CEL's standard functions, with bounds for those that could take long. */
final class StandardFunctions {

    private static final Set<StandardFunction> BOUNDED = Set.of(StandardFunction.CONTAINS, StandardFunction.MATCHES);

    private StandardFunctions() {}

    /** Returns the functions that are CEL's own. */
    static CelStandardFunctions unbounded() {
        return CelStandardFunctions.newBuilder().excludeFunctions(BOUNDED).build();
    }

    /** Returns the others. */
    static List<CelFunctionBinding> bounded() {
        List<CelFunctionBinding> all = new ArrayList<>();
        all.addAll(CelFunctionBinding.fromOverloads(
                "contains", CelFunctionBinding.from("contains_string", String.class, String.class, (text, part) -> {
                    Search.limit(text, part.length());
                    return text.contains(part);
                })));
        all.addAll(CelFunctionBinding.fromOverloads(
                "matches",
                CelFunctionBinding.from("matches", String.class, String.class, Search::matches),
                CelFunctionBinding.from("matches_string", String.class, String.class, Search::matches)));
        return all;
    }
}
