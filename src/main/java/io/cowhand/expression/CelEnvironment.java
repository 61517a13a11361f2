package io.cowhand.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** CEL with the variables of one recipe: parses, resolves names, checks types, and plans the evaluation. */
final class CelEnvironment {

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxParseRecursionDepth(Limits.NESTING)
            .maxExpressionCodePointSize(Limits.SOURCE)
            .comprehensionMaxIterations(Limits.ROUNDS)
            // Numbers in the lists of snapshots and bitmaps may be 2^63 or more.
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelRuntime RUNTIME =
            Functions.addTo(CelRuntimeFactory.plannerRuntimeBuilder(), OPTIONS).build();

    private final VariableTable variables;
    private final CelCompiler compiler;

    CelEnvironment(Map<String, Object> vars, Set<String> unknown) {
        variables = new VariableTable(vars, unknown);
        compiler = Functions.addTo(CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .addVarDeclarations(variables.declarations()))
                .build();
    }

    Compilation compile(String source) {
        CelValidationResult parsed = compiler.parse(source);
        if (parsed.hasError()) {
            return new Rejected(SyntaxMessage.of(parsed));
        }
        NameResolution names = new NameResolution(tree(parsed), variables);
        List<Fault> faults = Stream.concat(
                        names.faults().stream(), ConstantNames.faults(names.resolved(), variables).stream())
                .distinct()
                .sorted(Comparator.comparingInt(Fault::offset))
                .limit(Limits.FAULTS)
                .toList();
        if (!faults.isEmpty()) {
            return new Rejected(faults);
        }
        CelValidationResult checked = compiler.check(names.resolved());
        if (checked.hasError()) {
            return new Rejected(FaultMessage.of(checked));
        }
        CelAbstractSyntaxTree tree = tree(checked);
        Optional<ValueType> type = Results.type(tree.getResultType());
        if (type.isEmpty()) {
            return new Rejected(List.of(new Fault(
                    0,
                    "the expression gives " + TypeWords.of(tree.getResultType())
                            + "; text, a whole number, true or false, a list or a mapping is needed")));
        }
        return new Expression(
                source, type.get(), names.reads(), names.rowUse(), names.isStatic(), program(tree, names.mappings()));
    }

    private CelProgram program(CelAbstractSyntaxTree tree, Map<Integer, String> mappings) {
        try {
            return new CelProgram(RUNTIME.createProgram(tree), variables, mappings);
        } catch (CelEvaluationException impossible) {
            throw new IllegalStateException("a checked expression cannot be planned", impossible);
        }
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult valid) {
        try {
            return valid.getAst();
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("a valid expression has no tree", impossible);
        }
    }
}
