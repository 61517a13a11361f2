package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.rule.HeaderRules;
import io.cowhand.testing.FirstCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageVariablesTest {

    @ParameterizedTest
    @EnumSource(HeaderField.class)
    void everyFieldIsANumberByItsNameInTheSpecification(HeaderField field) {
        Scope scope = Expressions.scope();

        assertThat(Expressions.compile(field.specName()).type()).isEqualTo(ValueType.NUMBER);
        assertThat(Expressions.value(field.specName()))
                .isEqualTo(scope.facts().header().get(field));
    }

    @Test
    void aFieldThatTheVersionLacksIsZero() {
        Evaluation value = Expressions.compile("refcount_order + header_length + compression_type")
                .evaluate(Expressions.scope(FirstCluster.v2(9)));

        assertThat(value).hasToString("Value[value=0]");
    }

    @Test
    void aFieldOf2To63OrMoreFailsInsteadOfBeingAnotherNumber() {
        FirstCluster image = Expressions.image().u64(24, Long.MIN_VALUE);

        assertThat(Expressions.compile("cluster_bits == 9 && size > 5").evaluate(Expressions.scope(image)))
                .hasToString(
                        "Failed[message=size is 9223372036854775808; expressions can only use numbers from -2^63 to"
                                + " 2^63-1, offset=OptionalInt[21]]");
    }

    @ParameterizedTest
    @EnumSource(FeatureGroup.class)
    void everyGroupOfFeaturesIsAListOfNames(FeatureGroup group) {
        assertThat(Expressions.compile("features." + group.label()).type()).isEqualTo(ValueType.LIST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "features.compatible | [lazy-refcounts]",
                "features.incompatible | []",
                "backing_file | /mnt/nfs1/base",
                "backing_format | raw",
                "data_file | ''",
                "labels | {owner=ops}",
                "labels.owner | ops",
                "has(labels.owner) && !has(labels.other) | true",
                "path | vms/web.qcow2",
                "name | web.qcow2",
                "dir | vms",
                "file_size | 4096",
                "in_use | reader",
                "backing.found | true",
                "backing.path | /mnt/nfs1/base",
                "backing.format | qcow2",
                "backing.size | 1048576",
                "backing.depth | 2",
                "backing.problems | [corrupt]",
                "row.owner | me",
                "row['na-me'] | x",
                "has(row.owner) && !has(row.nope) | true",
                "extensions[2] | {type=0x11223344, magic=0x11223344, offset=152, length=5, text=hello}",
                "extensions.map(e, e.type) | [backing-format, labels, 0x11223344]",
                "extensions[0].offset | 112",
                "snapshots | []",
                "bitmaps | [{name=daily, granularity=65536, flags=[], in_use=false}]",
                "bitmaps.exists(b, b.granularity > 5 && b.name == 'daily') | true",
            })
    void variablesAreWhatInspectShows(String source, String value) {
        assertThat(String.valueOf(Expressions.value(source))).isEqualTo(value);
    }

    @Test
    void problemsAreTheCodesOfTheRulesThatAreBroken() {
        Scope scope = Expressions.scope();

        assertThat(Expressions.value("problems"))
                .isEqualTo(HeaderRules.check(scope.facts()).stream()
                        .map(violation -> violation.rule().code())
                        .distinct()
                        .toList())
                .isNotEqualTo(List.of());
    }

    @Test
    void textThatIsNotUtf8HasReplacementCharacters() {
        FirstCluster image = FirstCluster.v3(9)
                .extension(FirstCluster.BACKING_FORMAT, Bytes.hex("72ff"))
                .end();

        assertThat(Expressions.compile("backing_format").evaluate(Expressions.scope(image)))
                .isEqualTo(new Evaluation.Value("r\ufffd"));
    }

    @Test
    void onlyWhatIsReadIsComputedAndOnce() {
        List<String> asked = new ArrayList<>();
        Scope scope = new Scope(
                Expressions.scope().facts(),
                () -> {
                    asked.add("in_use");
                    return "";
                },
                header -> {
                    asked.add("backing");
                    return BackingFacts.NONE;
                },
                Map.of());

        Expressions.compile("version == 3").evaluate(scope);
        assertThat(asked).isEmpty();
        Expressions.compile("version == 2 && backing.found").evaluate(scope);
        assertThat(asked).isEmpty();
        Expressions.compile("[1, 2, 3].all(i, in_use == '' || in_use == 'x')").evaluate(scope);
        assertThat(asked).containsExactly("in_use");
    }

    @Test
    void anExpressionSeesTheEditedImage() {
        Scope edited = Expressions.scope().with(Expressions.facts(FirstCluster.v2(9)));

        assertThat(Expressions.compile("version == 2 && row.owner == 'me'").evaluate(edited))
                .isEqualTo(new Evaluation.Value(true));
    }

    @Test
    void theVariablesThatAreReadAreKnown() {
        assertThat(Expressions.compile("backing.found && version in [2] || row.a == vars.old")
                        .reads())
                .isEqualTo(Set.of("backing", "version", "row", "vars"));
        assertThat(Expressions.compile("[1].map(i, i)").reads()).isEmpty();
    }
}
