package io.cowhand.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.YamlDocument;
import io.cowhand.yaml.YamlReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaValidatorTest {

    private static final String SCHEMA = """
        {
          "type": "object",
          "required": ["size"],
          "properties": {
            "size": {"type": "integer", "minimum": 1, "maximum": 9, "description": "How large. More."},
            "kind": {"type": "string", "enum": ["raw", "qcow2"]},
            "names": {"type": "array", "minItems": 1, "items": {"type": "string"}}
          },
          "additionalProperties": false
        }
        """;

    private static List<String> problems(String yaml, Function<Violation, Optional<SchemaProblem>> wording) {
        ProblemCollector problems = new ProblemCollector("doc.yaml");
        YamlDocument document = YamlReader.read(Bytes.utf8(yaml), problems).orElseThrow();
        SchemaValidator validator = new SchemaValidator(wording);
        boolean isValid = validator.validate(
                validator.compile(JsonText.parse(SCHEMA)), document.tree(), Pointer.ROOT, document, problems);
        assertThat(isValid).isEqualTo(problems.isEmpty());
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|doc.yaml:1:1: \"size\" is missing (How large)",
                "size: 10|doc.yaml:1:7: /size: must be from 1 to 9, not 10",
                "size: x|doc.yaml:1:7: /size: must be a whole number; \"x\" is text here",
                "{size: 1, kind: qcow}|doc.yaml:1:17: /kind: \"qcow\" is not one of raw, qcow2; did you mean"
                        + " \"qcow2\"?",
                "{size: 1, names: []}|doc.yaml:1:18: /names: must not be empty",
                "{siez: 1}|doc.yaml:1:2: /siez: unknown key \"siez\"; did you mean \"size\"?",
                "[1]|doc.yaml:1:1: must be a mapping, not a list",
            })
    void aMistakeIsOneProblemAtItsPlace(String yaml, String problem) {
        assertThat(problems(yaml, any -> Optional.empty())).containsExactly(problem);
    }

    @Test
    void aDocumentsOwnWordsComeFirst() {
        Function<Violation, Optional<SchemaProblem>> wording =
                violation -> violation.keyword().equals("maximum")
                        ? Optional.of(new SchemaProblem(
                                "too-large",
                                violation.shownValue() + " > " + violation.rule() + " at " + violation.pointer()))
                        : Optional.empty();
        assertThat(problems("{size: 0x10, kind: 5}", wording))
                .containsExactly(
                        "doc.yaml:1:8: /size: 0x10 > 9 at /size",
                        "doc.yaml:1:20: /kind: must be text; 5 is a number here: quote it (\"5\")");
    }

    @Test
    void aValidDocumentHasNoProblem() {
        assertThat(problems("{size: 9, kind: raw, names: [a]}", any -> Optional.empty()))
                .isEmpty();
    }
}
