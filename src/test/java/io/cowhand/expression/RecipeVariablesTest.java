package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeVariablesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vars.old | /mnt/nfs1 | TEXT",
                "vars[\"old\"] | /mnt/nfs1 | TEXT",
                "vars['na-me'] | dashed | TEXT",
                "vars.count | 10 | NUMBER",
                "vars.on | true | BOOLEAN",
                "vars.list | [a, b] | LIST",
                "vars.formats | {/mnt/nfs1/base=raw} | MAPPING",
                "vars.formats[backing_file] | raw | TEXT",
                "vars.count + 1 | 11 | NUMBER",
                "has(vars.old) && has(vars.ticket) | true | BOOLEAN",
                "'old' in vars && !('nope' in vars) | true | BOOLEAN",
            })
    void haveTheTypesOfTheirValues(String source, String value, ValueType type) {
        if (!source.contains(" in vars")) {
            assertThat(String.valueOf(Expressions.value(source))).isEqualTo(value);
        }
        assertThat(Expressions.compile(source).type()).isEqualTo(type);
    }

    @Test
    void aKeyThatIsNotConstantIsLookedUp() {
        ExpressionCompiler compiler =
                new ExpressionCompiler(java.util.Map.of("raw", "yes", "other", "no"), java.util.Set.of("late"));

        assertThat(((Expression) compiler.compile("vars[backing_format]")).evaluate(Expressions.scope()))
                .isEqualTo(new Evaluation.Value("yes"));
        assertThat(((Expression) compiler.compile("vars[backing_file]")).evaluate(Expressions.scope()))
                .hasToString("Failed[message=vars has no key \"/mnt/nfs1/base\", offset=OptionalInt[4]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vars.nope", "vars['nope']", "has(vars.nope)", "[1].map(i, vars.nope)"})
    void anUnknownNameIsAFaultWithCandidates(String source) {
        Fault fault = Expressions.faults(source).get(0);

        assertThat(fault.message()).startsWith("there is no variable named ").contains("nope");
        assertThat(fault.unknownName().orElseThrow().name()).endsWith("nope");
        assertThat(fault.unknownName().orElseThrow().candidates()).anyMatch(name -> name.endsWith("old"));
    }

    @Test
    void aTypeErrorIsFound() {
        assertThat(Expressions.faults("vars.count == 'x'"))
                .containsExactly(new Fault(11, "a number and text cannot be compared with =="));
        assertThat(Expressions.faults("vars['na-me'] + 1")).hasSize(1);
    }

    @Test
    void aVariableWithoutAValueMayBeOfAnyType() {
        assertThat(Expressions.compile("vars.ticket == 3 || vars.ticket == 'x'").isStatic())
                .isFalse();
        assertThat(Expressions.failure("vars.ticket + 'x'"))
                .hasToString("Failed[message=the variable ticket has no value, offset=OptionalInt[0]]");
    }

    @Test
    void aNumberOf2To63OrMoreFails() {
        assertThat(Expressions.failure("vars.huge == 1").message())
                .isEqualTo("vars.huge is 9223372036854775808; expressions can only use numbers from -2^63 to 2^63-1");
    }

    @Test
    void whatDependsOnVariablesAloneIsStaticAndEvaluatedOnce() {
        Expression expression = Expressions.compile("vars.list.map(each, each + vars.old)");

        assertThat(expression.isStatic()).isTrue();
        assertThat(expression.evaluateStatic()).isSameAs(expression.evaluateStatic());
        assertThat(expression.evaluate(Expressions.scope())).isSameAs(expression.evaluateStatic());
        assertThat(Expressions.compile("1 + 1").isStatic()).isTrue();
    }

    @Test
    void whatDependsOnTheImageIsNotStatic() {
        Expression expression = Expressions.compile("vars.old + backing_file");

        assertThat(expression.isStatic()).isFalse();
        assertThatThrownBy(expression::evaluateStatic).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aVariableCannotNameElements() {
        assertThat(Expressions.faults("[1].exists(version, version == 1)")
                        .get(0)
                        .message())
                .isEqualTo("version is the name of a variable; another name is needed for the elements");
    }
}
