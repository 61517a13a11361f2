package io.cowhand.expression;

import dev.cel.common.CelOptions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.CelStandardOverload;
import dev.cel.runtime.standard.EqualsOperator.EqualsOverload;
import dev.cel.runtime.standard.InOperator.InOverload;
import dev.cel.runtime.standard.NotEqualsOperator.NotEqualsOverload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CEL's standard functions, with bounds for those that could take long. */
final class StandardFunctions {

    private static final Set<StandardFunction> BOUNDED = Set.of(
            StandardFunction.EQUALS,
            StandardFunction.NOT_EQUALS,
            StandardFunction.IN,
            StandardFunction.CONTAINS,
            StandardFunction.MATCHES);

    private StandardFunctions() {}

    /** Returns the functions that are CEL's own. */
    static CelStandardFunctions unbounded() {
        return CelStandardFunctions.newBuilder().excludeFunctions(BOUNDED).build();
    }

    /** Returns the others. */
    static List<CelFunctionBinding> bounded(CelOptions options) {
        RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
        List<CelFunctionBinding> all = new ArrayList<>();
        all.addAll(CelFunctionBinding.fromOverloads("_==_", weighed(EqualsOverload.EQUALS, equality, options)));
        all.addAll(CelFunctionBinding.fromOverloads("_!=_", weighed(NotEqualsOverload.NOT_EQUALS, equality, options)));
        all.addAll(CelFunctionBinding.fromOverloads(
                "@in", weighed(InOverload.IN_LIST, equality, options), weighed(InOverload.IN_MAP, equality, options)));
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

    private static CelFunctionBinding weighed(
            CelStandardOverload overload, RuntimeEquality equality, CelOptions options) {
        CelFunctionBinding binding = overload.newFunctionBinding(options, equality);
        return CelFunctionBinding.from(binding.getOverloadId(), binding.getArgTypes(), arguments -> {
            Weight.check(arguments[0]);
            Weight.check(arguments[1]);
            return binding.getDefinition().apply(arguments);
        });
    }
}
