package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlStrictnessTest {

    private static final String GOOD = RecipeFixture.steps("op: stamp\nmagic: 1\ntext: a");

    @TempDir
    Path folder;

    private RecipeFixture recipes() {
        return new RecipeFixture(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "~\n", "null"})
    void anEmptyDocumentIsOneError(String yaml) {
        assertThat(recipes().codes(yaml)).containsExactly("empty-recipe");
    }

    @Test
    void anEmptyDocumentIsWrongAtItsStart() {
        assertThat(recipes().problems("")).containsExactly("1:1: the recipe is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "5", "[]"})
    void aDocumentThatIsNoMappingIsOneError(String yaml) {
        assertThat(recipes().problems(yaml))
                .containsExactly("1:1: a recipe is a mapping with the keys cowhand, name, images and steps");
    }

    @Test
    void aByteOrderMarkIsAccepted() {
        assertThat(recipes().problems("\ufeff" + GOOD)).isEmpty();
    }

    @Test
    void aByteThatIsNotUtf8IsLocated() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("cowhand: 1\nname: ä".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xff);
        bytes.writeBytes(" rest".getBytes(StandardCharsets.UTF_8));
        assertThat(recipes().problems(bytes.toByteArray())).containsExactly("2:8: the byte 0xff is not valid UTF-8");
    }

    @Test
    void aCharacterCutOffAtTheEndIsNotUtf8() {
        assertThat(recipes().problems(new byte[] {'a', (byte) 0xe2, (byte) 0x82}))
                .containsExactly("1:2: the byte 0xe2 is not valid UTF-8");
    }

    @Test
    void aRawControlCharacterIsLocated() {
        assertThat(recipes().problems("cowhand: 1\nname: a\u001bb\n"))
                .containsExactly(
                        "2:8: U+001B is not allowed in YAML; inside double quotes it may be written as \\u001B");
    }

    @Test
    void controlCharactersThatAMessageShowsStayRaw() {
        assertThat(recipes().stepProblems("op: \"\\e[31m\\n\"\n"))
                .containsExactly("5:9: /steps/0/op: unknown operation \"\u001b[31m\n\"; \"cowhand ops\" lists them");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThat(recipes().problems(GOOD + "---\nb: 1\n"))
                .singleElement()
                .asString()
                .contains("a single document");
    }

    @Test
    void aDuplicateKeyNamesTheFirstOnesLineAndHidesNothing() {
        assertThat(recipes().stepProblems("op: stamp\nmagic: 1\nmagic: x\ntext: 5"))
                .containsExactly(
                        "7:5: /steps/0/magic: duplicate key \"magic\"; it is first given in line 6",
                        "8:11: /steps/0/text: must be text; 5 is a number here: quote it (\"5\")");
    }

    @Test
    void keysThatAreNotTextAreRefused() {
        assertThat(recipes().stepProblems("op: set-labels\nlabels: {5: a, ~: b, true: c, [x]: d}"))
                .containsExactly(
                        "6:14: /steps/0/labels/5: a key must be text; 5 is a number here: quote it (\"5\")",
                        "6:20: /steps/0/labels/~0: a key must be text; ~ means no value here: quote it (\"~\")",
                        "6:26: /steps/0/labels/true: a key must be text; true is a boolean here: quote it (\"true\")",
                        "6:35: /steps/0/labels: a key must be text, not a list or mapping; "
                                + "quote text that begins with [ or {");
    }

    @ParameterizedTest
    @CsvSource({"!foo 1,!foo", "!!binary aaaa,!!binary", "!!java.net.URL a,!!java.net.URL", "!!timestamp 1,!!timestamp"
    })
    void customTagsAreRefused(String value, String tag) {
        assertThat(recipes().stepProblems("op: stamp\nmagic: " + value + "\ntext: a"))
                .containsExactly("6:12: /steps/0/magic: the tag " + tag
                        + " is not supported here; write the value without it, or quote text that begins with !");
    }

    @Test
    void coreTagsAreAcceptedWhereTheyHold() {
        assertThat(recipes().stepProblems("op: stamp\nmagic: !!int \"0x1F\"\ntext: !!str 5"))
                .isEmpty();
        assertThat(recipes().stepProblems("op: stamp\nmagic: !!int x\ntext: ! 5"))
                .containsExactly("6:12: /steps/0/magic: \"x\" is not !!int");
    }

    @Test
    void mergeKeysAreNotSpecial() {
        assertThat(recipes().stepProblems("op: set-labels\nlabels: &l {a: b}\n<<: *l"))
                .containsExactly("7:5: /steps/0/<<: merge keys (<<) are not supported; write the keys out");
    }

    @Test
    void aliasesStandForTheirValues() {
        TestOperation remember = TestOperation.of("remember", "{\"properties\": {\"a\": {}, \"b\": {}}}");
        new RecipeFixture(folder, remember).recipe(RecipeFixture.steps("op: remember\na: &x [1, t]\nb: *x"));
        assertThat(remember.bound.get(0).values())
                .hasSize(2)
                .allSatisfy((name, value) -> assertThat(value).isEqualTo(List.of(BigInteger.ONE, "t")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: &a [*a]", "a: &a {b: *a}", "a: &a {b: &b {c: *a, d: *b}}", "&a b: &c [[*c]]"})
    void anAliasInsideItsOwnAnchorIsRefused(String yaml) {
        assertThat(recipes().codes(yaml)).contains("recursive-alias");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "images: [*.qcow2]|; quote text that begins with",
                "a: @b|; quote text that begins with",
                "a: b: c|; quote text that contains",
                "a: 'b|unexpected end",
                "a: [b|expected",
                "{|expected",
                "a: %b|; quote text that begins with"
            })
    void whatIsNotYamlIsOneLocatedError(String yaml, String part) {
        assertThat(recipes().codes(yaml)).containsExactly("yaml-syntax");
        assertThat(recipes().problems(yaml))
                .allMatch(message -> message.matches("\\d+:\\d+: not valid YAML: .*" + part + ".*"));
    }

    @Test
    void aGlobWithoutQuotesGetsAHint() {
        assertThat(recipes().problems("cowhand: 1\nimages:\n  - *.qcow2\n"))
                .singleElement()
                .asString()
                .startsWith("3:6: ")
                .endsWith("; quote text that begins with *");
    }
}
