package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.rule.HeaderRules;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelled name would make a condition that never holds, and a policy that every image meets. */
class ConstantNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'x' in problems ~ 0 ~ there is no rule \"x\"",
                "!('backing-format-mising' in problems) ~ 2 ~ there is no rule \"backing-format-mising\"",
                "version == 3 && 'x' in problems ~ 16 ~ there is no rule \"x\"",
                "'x' in backing.problems ~ 0 ~ there is no problem of backing files named \"x\"",
                "'x' in backing['problems'] ~ 0 ~ there is no problem of backing files named \"x\"",
                "!('x' in features.compatible) ~ 2 ~ there is no compatible feature named \"x\"",
                "'external_data_file' in features.incompatible ~ 0 ~ there is no incompatible feature named \"external_data_file\"",
                "'bitmaps' in features.incompatible ~ 0 ~ there is no incompatible feature named \"bitmaps\"; it is autoclear",
                "'bit-0' in features.autoclear ~ 0 ~ there is no autoclear feature named \"bit-0\"; bit 0 is \"bitmaps\"",
                "'bit-64' in features.autoclear ~ 0 ~ there is no autoclear feature named \"bit-64\"",
                "'bit-05' in features.autoclear ~ 0 ~ there is no autoclear feature named \"bit-05\"",
                "problems.exists(p, p == 'x') ~ 24 ~ there is no rule \"x\"",
                "problems.exists_one(p, 'x' == p) ~ 23 ~ there is no rule \"x\"",
                "problems.all(p, p != 'x') ~ 21 ~ there is no rule \"x\"",
                "problems.all(p, p in ['unowned-data', 'x']) ~ 38 ~ there is no rule \"x\"",
                "problems.filter(p, p != 'x').size() == 0 ~ 24 ~ there is no rule \"x\"",
                "problems.map(p, p == 'x')[0] ~ 21 ~ there is no rule \"x\"",
                "['x'].exists(c, c in problems) ~ 1 ~ there is no rule \"x\"",
                "['x'].exists(c, problems.exists(p, p == c)) ~ 1 ~ there is no rule \"x\"",
                "['unowned-data', 'x'].all(c, !(c in problems)) ~ 17 ~ there is no rule \"x\"",
                "['x'].exists(c, c in problems || c in backing.problems) ~ 1 ~ there is no rule \"x\"",
                "problems.sortBy(p, p == 'x') == [] ~ 24 ~ there is no rule \"x\"",
                "problems == ['x'] ~ 13 ~ there is no rule \"x\"",
                "['x'] != problems ~ 1 ~ there is no rule \"x\"",
                "size(problems) > 0 && problems[0] == 'x' ~ 37 ~ there is no rule \"x\"",
                "snapshots.exists(s, s.name in ['a'] && 'x' in problems) ~ 39 ~ there is no rule \"x\"",
                "{'a': 'x' in problems}['a'] ~ 6 ~ there is no rule \"x\"",
                "(version == 3 ? 'x' in problems : false) ~ 16 ~ there is no rule \"x\"",
                "backing.problems.exists(p, problems.exists(p, p == 'x')) ~ 51 ~ there is no rule \"x\"",
            })
    void aConstantThatNoElementCanBeIsAFault(String source, int offset, String message) {
        assertThat(Expressions.faults(source)).singleElement().satisfies(fault -> {
            assertThat(fault.message()).isEqualTo(message);
            assertThat(fault.offset()).isEqualTo(offset);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'backing-format-missing' in problems",
                "'corrupt' in backing.problems",
                "'backing-loop' in backing.problems",
                "'half-written' in backing.problems",
                "'unsupported-version' in backing.problems",
                "'bit-63' in features.incompatible",
                "problems.exists(p, p.startsWith('x'))",
                "problems.exists(p, p in vars.list)",
                "backing_file in problems",
                "'x' in vars.list",
                "'x' in labels",
                "'x' in problems.map(p, 'x')",
                "['unowned-data', 'backing-loop'].exists(c, c in problems || c in backing.problems)",
                "problems.exists(p, ['x'].exists(p, p == 'x'))",
                "['x'].exists(p, p == 'x')",
                "['x'].exists(p, problems.exists(p, p == 'unowned-data'))",
                "problems.exists(p, p == 'unowned-data') && ['x'].exists(p, p == name)",
                "problems == []",
            })
    void allOthersAreNot(String source) {
        assertThat(Expressions.COMPILER.compile(source)).as(source).isInstanceOf(Expression.class);
    }

    @Test
    void everyCodeIsKnown() {
        assertThat(HeaderRules.all())
                .allSatisfy(rule -> assertThat(Expressions.COMPILER.compile(
                                "'" + rule.code() + "' in problems && '" + rule.code() + "' in backing.problems"))
                        .isInstanceOf(Expression.class));
    }

    @ParameterizedTest
    @EnumSource
    void everyNameThatABitIsShownByIsKnown(FeatureGroup group) {
        assertThat(IntStream.range(0, 64))
                .allSatisfy(bit -> assertThat(Expressions.COMPILER.compile(
                                "'" + new FeatureBit(group, bit).label() + "' in features." + group.label()))
                        .isInstanceOf(Expression.class));
    }

    @Test
    void theNamesOfTheListAreTheCandidates() {
        assertThat(Expressions.faults("'x' in features.autoclear")
                        .get(0)
                        .unknownName()
                        .orElseThrow()
                        .candidates())
                .containsExactly("bitmaps", "raw-external-data");
        assertThat(Expressions.faults("'x' in backing.problems")
                        .get(0)
                        .unknownName()
                        .orElseThrow()
                        .candidates())
                .contains("backing-format-missing", "backing-loop");
    }

    @Test
    void allFaultsAreReportedInTheirOrder() {
        assertThat(Expressions.faults("'x' in problems || vers == 3 || 'y' in problems"))
                .extracting(Fault::message)
                .containsExactly("there is no rule \"x\"", "there is no variable named vers", "there is no rule \"y\"");
    }
}
