package io.cowhand.inventory;

import static io.cowhand.inventory.InventoryFormat.JSONL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectsTest {

    @Test
    void theMembersBesideThePathAreTheRow() throws IOException {
        ReadInventory read = ReadInventory.of(JSONL, """
                {"path": "a.q", "owner": "é", "n": 18446744073709551615, "yes": true, "none": null, "e": 1.50e3}

                {"owner": "", "path": "b.q"}
                {"path": "file:///c%FF"}\r
                """);
        assertThat(read.problems()).isEmpty();
        assertThat(read.names()).containsExactly("a.q", "b.q", "/c\ufffd");
        assertThat(read.images())
                .extracting(ReadInventory.Listed::row)
                .containsExactly(
                        Map.of("owner", "é", "n", "18446744073709551615", "yes", "true", "e", "1.50e3"),
                        Map.of("owner", ""),
                        Map.of());
        assertThat(read.images()).extracting(ReadInventory.Listed::line).containsExactly(1, 3, 4);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"path": "a", "x": 1, "x": 2}       | 1:26: Duplicate Object property "x"
            {"path": "é", "x": [1], "y": {}}    | 1:20: the member "x" is a list or an object, not text
            {"path": ["a"]}                     | 1:10: the member "path" is a list or an object, not text
            []                                  | 1:1: each line is an object
            {"path": "a"} {"path": "b"}         | 1:15: each line is one object; this is more
            {"x": "a"}                          | 1:1: the member "path" is missing
            {"path": null}                      | 1:1: the member "path" is missing
            {"path": ""}                        | 1:10: the name of an image is empty
            {"path": "a\\u0000b"}               | 1:10: Nul character not allowed: a\0b
            {"path": "file:a"}                  | 1:10: URI is not hierarchical; write file:///path with percent-encoded bytes
            {"summary": "a"}                    | 1:1: the member "path" is missing
            {"format_version": "1.0"}           | 1:1: the member "image" is missing
            """)
    void aMistakeIsLocated(String line, String problem) throws IOException {
        ReadInventory read = ReadInventory.of(JSONL, line.replace("\\\\", "\\") + "\n{\"path\": \"good\"}");
        assertThat(read.names()).containsExactly("good");
        assertThat(read.problems()).element(0).isEqualTo("fleet:" + problem.replace("\\0", "\0"));
    }

    @Test
    void whatIsTooLargeForAReaderOfJsonIsAMistakeInItsLine() throws IOException {
        String digits = "{\"path\": \"a\", \"n\": " + "9".repeat(1_000_000) + "}\n";
        String nested = "{\"path\": \"a\", \"n\": " + "[".repeat(500_000) + "\n";
        ReadInventory read = ReadInventory.of(JSONL, digits + nested + "{\"path\": \"good\"}");
        assertThat(read.names()).containsExactly("good");
        assertThat(read.problems()).hasSize(2);
        assertThat(read.problems().get(0)).startsWith("fleet:1:");
        assertThat(read.problems().get(1)).startsWith("fleet:2:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'path':'a','x':'\\ud800y'}", "{'path':'a','\\udc00':'y'}", "{'path':'a','x':'\\udc00\\ud800'}"
            })
    void halfASurrogatePairIsNoText(String line) throws IOException {
        ReadInventory read = ReadInventory.of(JSONL, line.replace('\'', '"') + "\n{\"path\":\"\\ud83d\\ude00\"}");
        assertThat(read.names()).containsExactly("\ud83d\ude00");
        assertThat(read.problems()).singleElement().asString().containsIgnoringCase("surrogate");
    }

    @Test
    void whatIsNotJsonIsLocatedAndHidesNoOtherLine() throws IOException {
        ReadInventory read =
                ReadInventory.ofBytes(JSONL, "nonsense\n{\"path\": \"\u00ff\"}\n{\"path\": \"a\"\n{\"path\": 'b'}\n");
        assertThat(read.problems())
                .satisfiesExactly(
                        nonsense -> assertThat(nonsense).startsWith("fleet:1:1: Unrecognized token 'nonsense'"),
                        notUtf8 -> assertThat(notUtf8).isEqualTo("fleet:2:11: this is not UTF-8"),
                        end -> assertThat(end).startsWith("fleet:3:13: Unexpected end-of-input"),
                        quote -> assertThat(quote).startsWith("fleet:4:10: Unexpected character ('''"));
    }

    @Test
    void cowhandsOwnResultsNameTheirImages() throws IOException {
        String results = """
                {"format_version":"1.0","image":"a.q","status":"refused","changes":[],"problems":[{"code":"x"}]}
                {"format_version":"1.0","image":"\ufffd","image_uri":"file:///%FF","status":"locked"}
                {"format_version":"1.0","summary":{"images":2},"run":"2026"}
                """;
        ReadInventory read = ReadInventory.of(JSONL, results);
        assertThat(read.problems()).isEmpty();
        assertThat(read.images().stream().map(image -> image.name().toUri().getRawPath()))
                .last()
                .isEqualTo("/%FF");
        assertThat(read.images())
                .extracting(ReadInventory.Listed::row)
                .containsExactly(
                        Map.of("format_version", "1.0", "status", "refused"),
                        Map.of("format_version", "1.0", "status", "locked"));
        assertThat(ReadInventory.of(JSONL, Optional.of("image"), ReadInventory.bytes(results)))
                .isEqualTo(read);
    }

    @Test
    void theSetsOfMembersAreBounded() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= Limits.SHAPES; i++) {
            lines.append("{\"path\": \"a\", \"m").append(i).append("\": 1}\n");
        }
        lines.append("{\"path\": \"a\", \"m0\": 1}\n");
        ReadInventory read = ReadInventory.of(JSONL, lines.toString());
        assertThat(read.problems()).containsExactly("fleet:1001:1: this is the 1001th different set of members");
        assertThat(read.images()).hasSize(Limits.SHAPES + 1);
    }
}
