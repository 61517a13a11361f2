package io.cowhand.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the misspelled names in comparisons with the elements of lists whose names are all known: a policy such as {@code
 * !("corupt" in features.incompatible)} would let every image pass.
 */
final class ConstantNames {

    private static final String IN = "@in";
    private static final String EQUAL = "_==_";
    private static final String NOT_EQUAL = "_!=_";
    private static final String INDEX = "_[_]";

    private final VariableTable variables;
    private final CelSource source;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Element> elements = new HashMap<>();

    private ConstantNames(CelSource source, VariableTable variables) {
        this.variables = variables;
        this.source = source;
    }

    /** What the variable of a macro stands for. */
    private sealed interface Element {

        /** An element of which the names are known. */
        record Named(Vocabulary names) implements Element {}

        /** One of some constants, with all lists in which these are looked for: each need be in one only. */
        record Constant(List<CelExpr> texts, List<Vocabulary> soughtIn) implements Element {}

        /** Anything else. */
        record Other() implements Element {}
    }

    /** Returns what is wrong in a tree in which names have been resolved. */
    static List<Fault> faults(CelAbstractSyntaxTree resolved, VariableTable variables) {
        ConstantNames names = new ConstantNames(resolved.getSource(), variables);
        names.visit(resolved.getExpr());
        return names.faults;
    }

    private void visit(CelExpr expression) {
        switch (expression.exprKind().getKind()) {
            case SELECT -> visit(expression.select().operand());
            case CALL -> call(expression.call());
            case LIST -> expression.list().elements().forEach(this::visit);
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                });
            case COMPREHENSION -> comprehension(expression.comprehension());
            case IDENT, CONSTANT, STRUCT, NOT_SET -> {}
        }
    }

    private void call(CelCall call) {
        call.target().ifPresent(this::visit);
        call.args().forEach(this::visit);
        switch (call.function()) {
            case IN -> {
                CelExpr element = call.args().get(0);
                CelExpr list = call.args().get(1);
                namesOfElements(list).ifPresent(names -> compare(element, names));
                name(element).ifPresent(names -> compareEach(list, names));
            }
            case EQUAL, NOT_EQUAL -> {
                equal(call.args().get(0), call.args().get(1));
                equal(call.args().get(1), call.args().get(0));
            }
            default -> {}
        }
    }

    private void equal(CelExpr one, CelExpr other) {
        name(one).ifPresent(names -> compare(other, names));
        namesOfElements(one).ifPresent(names -> compareEach(other, names));
    }

    private void comprehension(CelComprehension loop) {
        visit(loop.iterRange());
        visit(loop.accuInit());
        Element element = element(loop.iterRange());
        @Nullable Element outer = elements.put(loop.iterVar(), element);
        visit(loop.loopCondition());
        visit(loop.loopStep());
        if (outer == null) {
            elements.remove(loop.iterVar());
        } else {
            elements.put(loop.iterVar(), outer);
        }
        visit(loop.result());
        if (element instanceof Element.Constant constant && !constant.soughtIn.isEmpty()) {
            constant.texts.forEach(text -> check(text, constant.soughtIn));
        }
    }

    private Element element(CelExpr list) {
        Optional<Vocabulary> names = namesOfElements(list);
        if (names.isPresent()) {
            return new Element.Named(names.get());
        }
        return list.exprKind().getKind() == Kind.LIST
                ? new Element.Constant(
                        list.list().elements().stream()
                                .filter(ConstantNames::isText)
                                .toList(),
                        new ArrayList<>())
                : new Element.Other();
    }

    /** Returns the names that the elements of a list can have, if they are known. */
    private Optional<Vocabulary> namesOfElements(CelExpr list) {
        return list.exprKind().getKind() == Kind.IDENT
                ? variables.namesOfElements(list.ident().name())
                : Optional.empty();
    }

    /** Returns the names that a value can be, if it is an element of a list with known names. */
    private Optional<Vocabulary> name(CelExpr value) {
        if (value.exprKind().getKind() == Kind.CALL && value.call().function().equals(INDEX)) {
            return namesOfElements(value.call().args().get(0));
        }
        return element(value, Element.Named.class).map(Element.Named::names);
    }

    private <T extends Element> Optional<T> element(CelExpr value, Class<T> kind) {
        return value.exprKind().getKind() == Kind.IDENT
                ? Optional.ofNullable(elements.get(value.ident().name()))
                        .filter(kind::isInstance)
                        .map(kind::cast)
                : Optional.empty();
    }

    private void compareEach(CelExpr list, Vocabulary names) {
        if (list.exprKind().getKind() == Kind.LIST) {
            list.list().elements().forEach(each -> compare(each, names));
        }
    }

    private void compare(CelExpr value, Vocabulary names) {
        if (isText(value)) {
            check(value, List.of(names));
        }
        element(value, Element.Constant.class).ifPresent(constant -> constant.soughtIn.add(names));
    }

    /** Reports a text that is in none of the vocabularies. */
    private void check(CelExpr text, List<Vocabulary> vocabularies) {
        List<Fault> objections = vocabularies.stream()
                .flatMap(names -> names.objection(text.constant().stringValue(), offset(text)).stream())
                .toList();
        if (objections.size() == vocabularies.size()) {
            faults.add(objections.get(0));
        }
    }

    private static boolean isText(CelExpr value) {
        return value.exprKind().getKind() == Kind.CONSTANT
                && value.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private int offset(CelExpr expression) {
        return source.getPositionsMap().getOrDefault(expression.id(), 0);
    }
}
