package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.VariableOptions;
import io.cowhand.problem.Problem;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.YamlReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of a recipe's variables come from the recipe, a file and the command line. */
class RecipeVariablesTest {

    private static final String STEPS = RecipeFixture.steps("op: stamp\nmagic: 5\ntext: a");

    private static final String TYPED =
            "vars:\n  old: /mnt\n  count: 5\n  keep: true\n  names: [a, b]\n  formats: {a: raw}\n  ticket:\n";

    @TempDir
    Path folder;

    private RecipeResult read(String vars, VariableOptions options) {
        return reader().read(recipe(vars), options);
    }

    private static RecipeReader reader() {
        return new RecipeReader(TestOperation.catalog());
    }

    private Path recipe(String vars) {
        return write("r.yaml", vars + STEPS);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException trouble) {
            throw new AssertionError(trouble);
        }
    }

    private static VariableOptions given(String... assignments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String assignment : assignments) {
            values.put(assignment.split("=", 2)[0], assignment.split("=", 2)[1]);
        }
        return new VariableOptions(Optional.empty(), values);
    }

    private VariableOptions file(String text) {
        return new VariableOptions(Optional.of(write("vars.yaml", text)), Map.of());
    }

    private static Map<String, Object> values(RecipeResult read) {
        assertThat(read.problems()).isEmpty();
        return ((RecipeResult.Valid) read).recipe().vars();
    }

    private List<String> messages(RecipeResult read) {
        return read.problems().stream()
                .map(Problem::toString)
                .map(message -> message.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void aRecipeHasTheValuesThatItSays() {
        Map<String, Object> vars = values(read(TYPED + "  na-me_2: {deep: [{x: -1}]}\n", given("ticket=CHG-1")));
        assertThat(vars)
                .containsExactly(
                        entry("old", "/mnt"),
                        entry("count", BigInteger.valueOf(5)),
                        entry("keep", true),
                        entry("names", List.of("a", "b")),
                        entry("formats", Map.of("a", "raw")),
                        entry("ticket", "CHG-1"),
                        entry("na-me_2", Map.of("deep", List.of(Map.of("x", BigInteger.ONE.negate())))));
        assertThat(vars).isUnmodifiable();
        assertThat(values(read("", VariableOptions.NONE))).isEmpty();
        assertThat(values(read("vars: {}\n", VariableOptions.NONE))).isEmpty();
    }

    @Test
    void aFileReplacesTheRecipeAndTheCommandLineBoth() {
        Path file = write("vars.json", "{\"old\": \"/file\", \"count\": 6, \"ticket\": \"\\u0031\"}");
        VariableOptions options = new VariableOptions(Optional.of(file), Map.of("count", "0x10", "keep", "False"));
        assertThat(values(read(TYPED, options)))
                .contains(
                        entry("old", "/file"),
                        entry("count", BigInteger.valueOf(16)),
                        entry("keep", false),
                        entry("names", List.of("a", "b")),
                        entry("ticket", "1"));
    }

    @Test
    void aTextTakesTheTypeOfTheRecipesValue() {
        assertThat(values(read(
                        TYPED, given("old=5", "count=-7", "names=[x, 'y z']", "formats={b: {c: 1}}", "ticket=true"))))
                .contains(
                        entry("old", "5"),
                        entry("count", BigInteger.valueOf(-7)),
                        entry("names", List.of("x", "y z")),
                        entry("formats", Map.of("b", Map.of("c", BigInteger.ONE))),
                        entry("ticket", "true"));
    }

    @Test
    void aVariableWithoutAValueTakesAnyTypeFromAFile() {
        assertThat(values(read("vars: {any: }\n", file("any: [1, {a: b}]\n"))))
                .containsExactly(entry("any", List.of(BigInteger.ONE, Map.of("a", "b"))));
    }

    @Test
    void everyMistakeInTheRecipeIsLocated() {
        RecipeResult read = read(
                "vars:\n  Old: a\n  \u00e9: b\n  part: 1.5\n  list: [a, 0.5, ~]\n  7: x\n  tag: !x y\n  deep: {a: {b: }}\n",
                given("part=1", "tag=z"));
        assertThat(read).isInstanceOf(RecipeResult.Invalid.class);
        assertThat(messages(read))
                .containsExactly(
                        "r.yaml:2:3: /vars/Old: \"Old\" is not the name of a variable, which begins with a lower-case"
                                + " letter and holds lower-case letters, digits, _ and -",
                        "r.yaml:3:3: /vars/\u00e9: \"\u00e9\" is not the name of a variable, which begins with a"
                                + " lower-case letter and holds lower-case letters, digits, _ and -",
                        "r.yaml:4:9: /vars/part: is a number with a fraction; quote it if it is text",
                        "r.yaml:5:13: /vars/list/1: is a number with a fraction; quote it if it is text",
                        "r.yaml:5:18: /vars/list/2: has no value",
                        "r.yaml:6:3: /vars/7: a key must be text; 7 is a number here: quote it (\"7\")",
                        "r.yaml:7:8: /vars/tag: the tag !x is not supported here; write the value without it, or quote text that begins with !",
                        "r.yaml:8:16: /vars/deep/a/b: has no value");
    }

    @Test
    void numbersAreThoseThatAHeaderHolds() {
        String vars = "vars: {least: -9223372036854775808, most: 0xffffffffffffffff}\n";
        assertThat(values(read(vars, VariableOptions.NONE)))
                .containsEntry("most", BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        assertThat(messages(read("vars: {a: 0x" + "f".repeat(990) + ", b: -9223372036854775809}\n", given("a=1"))))
                .containsExactly(
                        "r.yaml:1:11: /vars/a: must be from -9223372036854775808 to 18446744073709551615; quote it if it"
                                + " is text",
                        "r.yaml:1:1008: /vars/b: must be from -9223372036854775808 to 18446744073709551615; quote it if"
                                + " it is text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"vars:; must be a mapping; no value is given", "vars: [a]; must be a mapping, not a list"})
    void variablesAreAMapping(String vars, String problem) {
        assertThat(messages(read(vars + "\n", given("a=1"))))
                .singleElement()
                .asString()
                .contains(problem.split(";")[0]);
    }

    @Test
    void allThatIsGivenWronglyIsReportedAtOnceAsWrongUsage() {
        RecipeResult read = read(
                TYPED + "  reason:\n",
                new VariableOptions(
                        Optional.of(write("vars.yaml", "olb: x\nkeep: 'yes'\nnames: {a: b}\n")),
                        given("count=many", "keep=yes", "names=a,b", "formats=[a", "tikcet=1", "zzz=1")
                                .values()));
        assertThat(read).isInstanceOf(RecipeResult.WrongVariables.class);
        assertThat(messages(read))
                .containsExactly(
                        "vars.yaml:1:1: /olb: r.yaml has no variable \"olb\"; did you mean \"old\"?",
                        "vars.yaml:2:7: /keep: must be true or false as in the recipe, not text",
                        "vars.yaml:3:8: /names: must be a list as in the recipe, not a mapping",
                        "--var count: must be a whole number, not \"many\"",
                        "--var keep: must be true or false, not \"yes\"",
                        "--var names: must be a list, such as [a, b], not \"a,b\"",
                        "--var formats:1:3: not valid YAML: while parsing a flow sequence: expected ',' or ']', but got"
                                + " <stream end>",
                        "--var tikcet: r.yaml has no variable \"tikcet\"; did you mean \"ticket\"?",
                        "--var zzz: r.yaml has no variable \"zzz\"; its variables: old, count, keep, names, formats,"
                                + " ticket, reason",
                        "r.yaml:7:3: /vars/ticket: has no value; give one with --var ticket=… or --vars-file",
                        "r.yaml:8:3: /vars/reason: has no value; give one with --var reason=… or --vars-file");
    }

    @Test
    void aRecipeWithoutVariablesTakesNone() {
        assertThat(messages(read("", given("a=1"))))
                .containsExactly("--var a: r.yaml has no variable \"a\"; it has no variables");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pin_secret=hunter2",
                "on_secret=hunter2",
                "list_secret=hunter2",
                "list_secret=[hunter2, {hunter2: 1, hunter2: 1}]",
                "list_secret=[hunter2"
            })
    void noMessageShowsASecret(String assignment) {
        RecipeResult read = read("vars: {pin_secret: 1, on_secret: true, list_secret: [a]}\n", given(assignment));
        assertThat(read).isInstanceOf(RecipeResult.WrongVariables.class);
        assertThat(messages(read))
                .singleElement()
                .asString()
                .contains("_secret: must be ")
                .doesNotContain("hunter2");
    }

    @Test
    void mistakesOfTheRecipeAndTheFileAreNoWrongUsageButAreReportedWithIt() {
        RecipeResult read = read("nam: x\n" + TYPED, file("count: 1.5\nold:\nNo: 1\ncount: 6\n"));
        assertThat(read).isInstanceOf(RecipeResult.Invalid.class);
        assertThat(messages(read))
                .containsExactly(
                        "r.yaml:1:1: /nam: unknown key \"nam\"; did you mean \"name\"?",
                        "vars.yaml:1:8: /count: is a number with a fraction; quote it if it is text",
                        "vars.yaml:2:5: /old: has no value",
                        "vars.yaml:3:1: /No: \"No\" is not the name of a variable, which begins with a lower-case"
                                + " letter and holds lower-case letters, digits, _ and -",
                        "vars.yaml:4:1: /count: duplicate key \"count\"; it is first given in line 1",
                        "r.yaml:8:3: /vars/ticket: has no value; give one with --var ticket=… or --vars-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "[a]", "text", "a: [", "{\"a\": 1, \"a\": 2}"})
    void aFileThatIsNoMappingIsInvalid(String text) {
        RecipeResult read = read("vars: {a: 1}\n", file(text));
        assertThat(read).isInstanceOf(RecipeResult.Invalid.class);
        assertThat(messages(read)).singleElement().asString().startsWith("vars.yaml:1:");
    }

    @Test
    void aFileIsBoundedAndMustBeReadable() {
        assertThat(read("", new VariableOptions(Optional.of(folder.resolve("none.yaml")), Map.of())))
                .isInstanceOf(RecipeResult.Unreadable.class);
        RecipeResult large = read("vars: {a: 1}\n", file(" ".repeat(Limits.FILE_BYTES) + "a: 2"));
        assertThat(large).isInstanceOf(RecipeResult.Invalid.class);
        assertThat(messages(large))
                .containsExactly("vars.yaml:1:1: the file of variables is larger than 4194304 bytes");
    }

    @Test
    void aliasesDoNotMakeValuesTooLargeForAJournal() {
        String bomb = "a: &x " + "x".repeat(100_000) + "\nb: [" + "*x ,".repeat(50_000) + "*x]\n";
        RecipeResult read = read("vars: {a: , b: }\n", file(bomb));
        assertThat(read).isInstanceOf(RecipeResult.WrongVariables.class);
        assertThat(messages(read)).containsExactly("the values of the variables are longer than 1048576 characters");
    }

    @Test
    void aValidationNeedsNoValues() {
        assertThat(reader().validate(recipe(TYPED), VariableOptions.NONE)).isInstanceOf(RecipeResult.Valid.class);
        assertThat(reader().validate(recipe(TYPED), given("count=x"))).isInstanceOf(RecipeResult.WrongVariables.class);
    }

    @Test
    void variablesWithoutAValueAreUnknownToAValidation() {
        ProblemCollector problems = new ProblemCollector("r.yaml");
        RecipeSource source = new RecipeSource(
                Path.of("r.yaml"), YamlReader.read(Bytes.utf8(TYPED), problems).orElseThrow(), problems);
        VariableMerge merge = new VariableMerge(Optional.empty(), Map.of("old", "/new"), false);
        VariableValues values = merge.of(source, List.of());
        assertThat(values.unknown()).containsExactly("ticket");
        assertThat(values.known())
                .containsOnlyKeys("old", "count", "keep", "names", "formats")
                .containsEntry("old", "/new");
        assertThat(merge.problems()).isEmpty();
    }

    @Test
    void aSecretOnACommandLineIsMasked() {
        assertThat(SecretVariables.masked(List.of(
                        "apply",
                        "--var",
                        "a_secret=x",
                        "--var=b_secret=y=z\n",
                        "--var",
                        "c=d_secret=e",
                        "f_secret=g",
                        "--var",
                        "h_secret=")))
                .containsExactly(
                        "apply",
                        "--var",
                        "a_secret=***",
                        "--var=b_secret=***",
                        "--var",
                        "c=d_secret=e",
                        "f_secret=g",
                        "--var",
                        "h_secret=***");
    }
}
