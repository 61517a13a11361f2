package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.rule.HeaderRules;
import io.cowhand.testing.Golden;
import io.cowhand.testing.SarifSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Problems as SARIF, which the schema of the standard accepts. */
class SarifLogTest {

    private static List<String> lines(Consumer<SarifLog> work) {
        List<String> lines = new ArrayList<>();
        SarifLog log = new SarifLog(lines::add, Optional.of("1.2.3"));
        work.accept(log);
        log.end(true);
        return lines;
    }

    private static JsonNode run(Consumer<SarifLog> work) {
        return SarifSchema.run(String.join("\n", lines(work)));
    }

    @Test
    void problemsOfImagesAndRecipes() {
        List<String> lines = lines(log -> {
            SampleResults.problems().forEach(problem -> log.add(SampleResults.image("vms/a b.qcow2"), problem));
            log.add(
                    "recipe.yaml",
                    Problem.inText("unknown-key", "steps/shared.yaml", 14, 5, "/steps/2/magik", "unknown key"));
            log.add("recipe.yaml", Problem.error("recipe-unreadable", "recipe.yaml cannot be read"));
        });
        SarifSchema.run(String.join("\n", lines));
        Golden.assertLines("report/problems.sarif", lines);
    }

    @Test
    void aLogWithoutProblemsIsValid() {
        JsonNode run = run(log -> {});
        assertThat(run.get("results")).isEmpty();
        assertThat(run.at("/invocations/0/executionSuccessful").booleanValue()).isTrue();
    }

    @Test
    void everyRuleIsDescribed() {
        JsonNode rules = run(log -> HeaderRules.all()
                        .forEach(rule -> log.add(
                                SampleResults.image("a"),
                                new Problem(rule.code(), rule.severity(), rule.origin(), Location.NOWHERE, "broken"))))
                .at("/tool/driver/rules");
        assertThat(rules).hasSameSizeAs(HeaderRules.all());
        rules.forEach(rule -> {
            assertThat(rule.at("/shortDescription/text").asString("")).endsWith(".");
            assertThat(rule.at("/help/text").asString("")).isNotBlank();
            assertThat(rule.at("/properties/origin").asString("")).isNotBlank();
        });
    }

    @Test
    void theRuleOfEachResultIsFoundByItsIndex() {
        JsonNode run = run(log -> {
            for (String code : List.of("b", "a", "b", "c", "a")) {
                log.add("recipe.yaml", Problem.error(code, "wrong"));
            }
        });
        assertThat(run.at("/tool/driver/rules")).hasSize(3);
        run.get("results")
                .forEach(result -> assertThat(run.at("/tool/driver/rules/" + result.get("ruleIndex") + "/id"))
                        .isEqualTo(result.get("ruleId")));
    }

    @ParameterizedTest
    @EnumSource
    void everySeverityHasALevel(Severity severity) {
        assertThat(SarifLog.level(severity)).isIn("error", "warning", "note");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b.qcow2, a/b.qcow2",
        "./a.qcow2, a.qcow2",
        "../a.qcow2, ../a.qcow2",
        "a:b/c%.qcow2, a%3Ab/c%25.qcow2",
        "/srv/a b#1?.qcow2, file:///srv/a%20b%231%3F.qcow2",
        "'é|\\\"<>\n', %C3%A9%7C%5C%22%3C%3E%0A",
        "\ud83d\udc04, %F0%9F%90%84"
    })
    void aFileIsNamedByAUriThatLeadsToIt(String path, String uri) {
        assertThat(ArtifactUri.of(path)).isEqualTo(uri);
        Path base = Path.of("").toAbsolutePath();
        assertThat(Path.of(base.resolve("x").toUri().resolve(uri)))
                .isEqualTo(base.resolve(path).normalize());
    }

    @Test
    void aNameThatIsNotUtf8KeepsItsBytes() {
        assertThat(ArtifactUri.of(SampleResults.imageNotUtf8())).isEqualTo("file:///srv/caf%E9.qcow2");
    }

    @Test
    void aMessageHasNoLinksPlaceholdersOrControlCharacters() {
        assertThat(SarifText.message("a [b](https://example.org) {0} \u001b\n"))
                .isEqualTo("a [b\\](https://example.org) {{0}} \\x1b\\n");
    }

    @Test
    void theProgramIsNamedAsThePomNamesIt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        JsonNode driver = run(log -> {}).at("/tool/driver");
        assertThat(pom)
                .contains("<artifactId>" + driver.get("name").asString() + "</artifactId>")
                .contains("<url>" + driver.get("informationUri").asString() + "</url>");
        assertThat(driver.get("version").asString()).isEqualTo("1.2.3");
    }
}
