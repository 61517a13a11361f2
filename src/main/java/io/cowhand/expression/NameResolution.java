package io.cowhand.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableIdent;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.cel.common.ast.CelMutableExprConverter;
import io.cowhand.qcow2.KnownFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what each name in an expression stands for, before CEL checks types.
 *
 * <p>CEL would take an unknown variable of the recipe for a key that is missing at run time, and would say of
 * {@code backing.fond} that there is no {@code backing}. Also replaces {@code vars["na-me"]} by the variable of that name,
 * which has a type of its own.
 */
final class NameResolution {

    /** The names of types, which are values: {@code type(x) == int}. */
    private static final Set<String> TYPES =
            Set.of("bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint");

    private static final String INDEX = "_[_]";

    private final VariableTable variables;
    private final CelSource source;
    private final CelMutableExpr tree;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> reads = new TreeSet<>();
    private final Map<Integer, String> mappings = new HashMap<>();
    private final Set<String> bound = new HashSet<>();
    private final List<Integer> rowReads = new ArrayList<>();
    private final List<RowUse.Column> askedColumns = new ArrayList<>();
    private boolean asksForRow;
    private boolean isStatic = true;

    NameResolution(CelAbstractSyntaxTree parsed, VariableTable variables) {
        this.variables = variables;
        this.source = parsed.getSource();
        this.tree = CelMutableExprConverter.fromCelExpr(parsed.getExpr());
        visit(tree);
    }

    /** Returns what is wrong. */
    List<Fault> faults() {
        return faults;
    }

    /** Returns the expression as it is to be checked. */
    CelAbstractSyntaxTree resolved() {
        return CelAbstractSyntaxTree.newParsedAst(CelMutableExprConverter.fromMutableExpr(tree), source);
    }

    /** Returns the variables that are read, groups as one. */
    Set<String> reads() {
        return reads;
    }

    /** Returns the names before the dots and brackets, by the offsets of these. */
    Map<Integer, String> mappings() {
        return mappings;
    }

    /** Returns whether only variables of the recipe are read, and all that are have values. */
    boolean isStatic() {
        return isStatic;
    }

    /** Returns how the image's row is used. */
    RowUse rowUse() {
        return new RowUse(rowReads, askedColumns, asksForRow);
    }

    private void visit(CelMutableExpr expression) {
        switch (expression.getKind()) {
            case IDENT -> name(expression, expression.ident().name());
            case SELECT -> select(expression, expression.select());
            case CALL -> call(expression, expression.call());
            case LIST -> expression.list().elements().forEach(this::visit);
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                });
            case STRUCT ->
                fault(
                        expression,
                        "expressions make no messages; " + expression.struct().messageName()
                                + "{…} is one. A mapping is written {\"key\": value}");
            case COMPREHENSION -> comprehension(expression, expression.comprehension());
            case CONSTANT, NOT_SET -> {}
        }
    }

    /** A name without anything selected of it. */
    private void name(CelMutableExpr at, String name) {
        if (bound.contains(name) || name.equals(VariableTable.VARS)) {
            read(name);
        } else if (variables.group(name).isPresent()) {
            fault(at, name + " is not a variable, only the first part of " + String.join(", ", of(name)));
        } else if (variables.isVariable(name)) {
            asksForRow |= name.equals(ImageVariables.ROW);
            read(name);
        } else if (!TYPES.contains(name)) {
            unknownVariable(at, name);
        }
    }

    private void unknownVariable(CelMutableExpr at, String name) {
        String message = "there is no variable named " + name;
        Optional<String> meant = variables
                .ofAnyGroup(name)
                .map(Quoted::of)
                .or(() -> KnownFeature.find(name.replace('_', '-'))
                        .map(feature -> Quoted.of(feature.label()) + " in features."
                                + feature.group().label()));
        if (meant.isPresent()) {
            fault(at, message + "; did you mean " + meant.get() + "?");
        } else {
            unknown(at, message, name, variables.names());
        }
    }

    private void select(CelMutableExpr expression, CelMutableSelect select) {
        Optional<String> group = groupOf(select.operand());
        if (group.isEmpty()) {
            if (select.testOnly()) {
                if (isRow(select.operand())) {
                    askedColumns.add(new RowUse.Column(select.field(), offset(select.operand())));
                }
                visit(select.operand());
            } else {
                container(select.operand());
            }
            mapping(expression, select.operand());
        } else if (variables.group(group.get()).orElseThrow().contains(select.field())) {
            read(group.get() + "." + select.field());
            // CEL has has() for keys of mappings only; a variable is always there.
            if (select.testOnly()) {
                expression.setConstant(CelConstant.ofValue(true));
            } else {
                // The place of a selection is its dot; that of a name is its beginning.
                expression.setId(select.operand().id());
                expression.setIdent(CelMutableIdent.create(group.get() + "." + select.field()));
            }
        } else {
            String name = group.get() + "." + select.field();
            unknown(select.operand(), "there is no variable named " + name, name, of(group.get()));
        }
    }

    private void call(CelMutableExpr expression, CelMutableCall call) {
        if (call.function().equals(INDEX)) {
            Optional<String> group = groupOf(call.args().get(0));
            CelMutableExpr key = call.args().get(1);
            if (group.isPresent()
                    && key.getKind() == Kind.CONSTANT
                    && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
                constantKey(expression, group.get(), key.constant().stringValue(), key);
                return;
            }
        }
        call.target().ifPresent(target -> {
            if (isNamespace(target)) {
                function(target, target.ident().name() + "." + call.function());
            } else {
                visit(target);
            }
        });
        if (call.function().equals(INDEX)) {
            container(call.args().get(0));
            visit(call.args().get(1));
            mapping(expression, call.args().get(0));
        } else {
            call.args().forEach(this::visit);
        }
    }

    /** An expression of whose value an element is taken, which has to exist. */
    private void container(CelMutableExpr expression) {
        if (isRow(expression)) {
            rowReads.add(offset(expression));
            read(ImageVariables.ROW);
        } else {
            visit(expression);
        }
    }

    private boolean isRow(CelMutableExpr expression) {
        return expression.getKind() == Kind.IDENT
                && expression.ident().name().equals(ImageVariables.ROW)
                && !bound.contains(ImageVariables.ROW);
    }

    /** Notes the name of what an element is taken of. */
    private void mapping(CelMutableExpr expression, CelMutableExpr of) {
        if (of.getKind() == Kind.IDENT) {
            mappings.put(offset(expression), of.ident().name());
        }
    }

    private void constantKey(CelMutableExpr expression, String group, String key, CelMutableExpr at) {
        if (variables.group(group).orElseThrow().contains(key)) {
            read(group + "." + key);
            expression.setIdent(CelMutableIdent.create(group + "." + key));
        } else {
            unknown(at, "there is no variable named " + key + " in " + group, key, names(group));
        }
    }

    /** Returns whether a target is only the first part of a function's name, as {@code math} is. */
    private boolean isNamespace(CelMutableExpr target) {
        return target.getKind() == Kind.IDENT
                && !bound.contains(target.ident().name())
                && Functions.NAMESPACES.contains(target.ident().name());
    }

    private void function(CelMutableExpr at, String name) {
        if (!Functions.names().contains(name)) {
            faults.add(Functions.unknown(name, offset(at)));
        }
    }

    private void comprehension(CelMutableExpr expression, CelMutableComprehension loop) {
        visit(loop.iterRange());
        visit(loop.accuInit());
        String name = loop.iterVar();
        if (variables.isTaken(name)) {
            fault(expression, name + " is the name of a variable; another name is needed for the elements");
        }
        boolean first = bound.add(name);
        boolean outermost = bound.add(loop.accuVar());
        visit(loop.loopCondition());
        visit(loop.loopStep());
        visit(loop.result());
        if (first) {
            bound.remove(name);
        }
        if (outermost) {
            bound.remove(loop.accuVar());
        }
    }

    /** Returns the group that an expression names. */
    private Optional<String> groupOf(CelMutableExpr expression) {
        return expression.getKind() == Kind.IDENT
                        && !bound.contains(expression.ident().name())
                        && variables.group(expression.ident().name()).isPresent()
                ? Optional.of(expression.ident().name())
                : Optional.empty();
    }

    private void read(String name) {
        if (!bound.contains(name)) {
            String group = name.replaceFirst("\\..*", "");
            reads.add(group);
            isStatic &= group.equals(VariableTable.VARS) && variables.hasValue(name);
        }
    }

    private List<String> names(String group) {
        return List.copyOf(variables.group(group).orElseThrow());
    }

    private List<String> of(String group) {
        return names(group).stream().map(name -> group + "." + name).toList();
    }

    private void unknown(CelMutableExpr at, String message, String name, List<String> candidates) {
        faults.add(new Fault(offset(at), message, Optional.of(new UnknownName(name, candidates))));
    }

    private void fault(CelMutableExpr at, String message) {
        faults.add(new Fault(offset(at), message));
    }

    private int offset(CelMutableExpr expression) {
        return source.getPositionsMap().getOrDefault(expression.id(), 0);
    }
}
