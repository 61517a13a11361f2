package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static CompiledTemplate compile(String text) {
        return (CompiledTemplate) ((Template) Template.parse(text)).compile(Expressions.COMPILER);
    }

    private static Evaluation evaluate(String text) {
        return compile(text).evaluate(Expressions.scope(), UnaryOperator.identity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no expression | no expression",
                "$${vars.old} | ${vars.old}",
                "a $ b $$ c {} | a $ b $$ c {}",
                "$$${x} | $${x}",
            })
    void textWithoutExpressionsIsPlain(String text, String plain) {
        assertThat(Template.parse(text)).isEqualTo(new Parsing.Plain(plain));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "disk of ${row.owner} | disk of me",
                "${vars.old}/${name} | /mnt/nfs1/web.qcow2",
                "$${x} is ${version} | ${x} is 3",
                "v${version}-${version == 3} | v3-true",
                "a${'}'}b | a}b",
                "a${\"}\" + '{'}b | a}{b",
                "a${{'k': {'l': 'x'}}.k.l}b | axb",
                "a${'\\'}'}b | a'}b",
                "a${r'\\}'}b | a\\}b",
                "a${'''it's }'''}b | ait's }b",
            })
    void expressionsAreInterpolated(String text, String value) {
        assertThat(evaluate(text)).isEqualTo(new Evaluation.Value(value));
    }

    @Test
    void commentsMayHoldBraces() {
        assertThat(evaluate("a${version // }\n}b")).isEqualTo(new Evaluation.Value("a3b"));
    }

    @Test
    void aWholeValueKeepsItsType() {
        assertThat(evaluate("${version}")).isEqualTo(new Evaluation.Value(BigInteger.valueOf(3)));
        assertThat(evaluate("${vars.list}")).isEqualTo(new Evaluation.Value(List.of("a", "b")));
        assertThat(compile("${vars.list}").type()).isEqualTo(ValueType.LIST);
        assertThat(compile("${vars.on}").type()).isEqualTo(ValueType.BOOLEAN);
        assertThat(compile("${version} ").type()).isEqualTo(ValueType.TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"a ${b | 2", "${'}' | 0", "${\"x}\\\"} | 0", "ä${ | 1", "${a} ${{} | 5"})
    void anExpressionWithoutEndIsAFault(String text, int offset) {
        assertThat(Template.parse(text))
                .isEqualTo(new Parsing.Malformed(
                        new Fault(offset, "${ is never closed by }; write $${ for the characters themselves")));
    }

    @Test
    void faultsOfAllExpressionsSayWhereInTheTemplate() {
        TemplateCompilation rejected =
                ((Template) Template.parse("\ud83d\udc04 ${vers} ${path == 3} ${}")).compile(Expressions.COMPILER);

        assertThat(((Rejected) rejected).faults()).extracting(Fault::offset).containsExactly(4, 17, 25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x ${vars.list}", "x ${vars.formats}"})
    void listsAndMappingsCannotStandInText(String text) {
        TemplateCompilation rejected = ((Template) Template.parse(text)).compile(Expressions.COMPILER);

        Fault fault = ((Rejected) rejected).faults().get(0);
        assertThat(fault.message())
                .matches(
                        "the expression gives a (list|mapping); inside other text, only text, numbers, true and false can"
                                + " stand");
        assertThat(fault.offset()).isEqualTo(4);
    }

    @Test
    void listsOfUnknownTypeFail() {
        assertThat(evaluate("x ${dyn(vars.list)}"))
                .hasToString(
                        "Failed[message=the expression gives a list; inside other text, only text, numbers, true and"
                                + " false can stand, offset=OptionalInt[4]]");
    }

    @Test
    void failuresSayWhereInTheTemplate() {
        assertThat(evaluate("x ${row.nope}"))
                .hasToString("Failed[message=row has no key \"nope\", offset=OptionalInt[7]]");
    }

    @Test
    void onlyTheTextOfExpressionsIsQuoted() {
        UnaryOperator<String> quoting = text -> "<" + text + ">";

        assertThat(compile("a ${row.owner} ${version}").evaluate(Expressions.scope(), quoting))
                .isEqualTo(new Evaluation.Value("a <me> <3>"));
        assertThat(compile("${row.owner}").evaluate(Expressions.scope(), quoting))
                .isEqualTo(new Evaluation.Value("<me>"));
    }

    @Test
    void whatDependsOnVariablesAloneIsStatic() {
        CompiledTemplate template = compile("${vars.old}/${vars.count}");

        assertThat(template.isStatic()).isTrue();
        assertThat(template.evaluateStatic(UnaryOperator.identity())).isEqualTo(new Evaluation.Value("/mnt/nfs1/10"));
        assertThat(compile("${vars.old}${name}").isStatic()).isFalse();
        assertThat(compile("${vars.old}${name}").reads()).isEqualTo(Set.of("vars", "name"));
    }
}
