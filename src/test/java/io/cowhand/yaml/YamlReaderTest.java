package io.cowhand.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader does on its own, whatever the document is for. */
class YamlReaderTest {

    private final ProblemCollector problems = new ProblemCollector("doc.yaml");

    private Optional<YamlDocument> read(String yaml) {
        return YamlReader.read(Bytes.utf8(yaml), problems);
    }

    private YamlDocument document(String yaml) {
        return read(yaml).orElseThrow();
    }

    private List<String> messages() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "~\n", "null"})
    void aTextWithoutAValueIsNull(String yaml) {
        YamlDocument document = document(yaml);
        assertThat(document.tree().isNull()).isTrue();
        assertThat(document.source().text()).isIn("", "~", "null");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void everyValueKnowsItsPlace() {
        YamlDocument document = document("a: 1\nb:\n  - x\n  - {c: \"two\"}\n");
        SourceMap place = document.source().nearest(Pointer.of("b", "1", "c"));
        assertThat(place.key()).isEqualTo(new Position(4, 6));
        assertThat(place.value()).isEqualTo(new Position(4, 9));
        assertThat(place.text()).isEqualTo("two");
        assertThat(document.source().nearest(Pointer.of("b", "7", "c")).value()).isEqualTo(new Position(3, 3));
        assertThat(document.tree().path("a").bigIntegerValue()).isEqualTo(BigInteger.ONE);
    }

    @Test
    void rejectedValuesAndKeysAreMarkedAndTheRestIsRead() {
        YamlDocument document = document("a: !x 1\nb: {5: c, d: e}\n");
        assertThat(messages())
                .containsExactly(
                        "doc.yaml:1:4: /a: the tag !x is not supported here; write the value without it, or quote text that begins with !",
                        "doc.yaml:2:5: /b/5: a key must be text; 5 is a number here: quote it (\"5\")");
        assertThat(document.isRejected(Pointer.of("a"))).isTrue();
        assertThat(document.isRejected(Pointer.of("b"))).isFalse();
        assertThat(document.containsRejected(Pointer.ROOT)).isTrue();
        assertThat(document.isIncomplete(Pointer.of("b"))).isTrue();
        assertThat(document.tree().path("b").path("d").stringValue()).isEqualTo("e");
    }

    @ParameterizedTest
    @CsvSource({"010, false", "0x1F, true", "0o17, true", "1:30, false", "yes, false", "-7, true"})
    void numbersAreThoseOfTheCoreSchemaWithoutLeadingZeros(String text, boolean isNumber) {
        assertThat(document(text).tree().isNumber()).isEqualTo(isNumber);
    }

    @Test
    void oneDocumentIsRead() {
        assertThat(read("a: 1\n---\nb: 2\n")).isEmpty();
        assertThat(messages()).singleElement().asString().endsWith("; a file holds one document");
    }

    @Test
    void aBraceInAFlowCollectionIsExplained() {
        read("a: {b: ${c}}\n");
        assertThat(messages())
                .singleElement()
                .asString()
                .endsWith("inside [ ] and { }, quote text that contains {, such as ${…} or a glob");
    }
}
