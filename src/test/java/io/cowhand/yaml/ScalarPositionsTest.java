package io.cowhand.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;

/** Every character of a scalar's value knows where it stands in the text. */
class ScalarPositionsTest {

    private static final String MARK = "@";

    private static SourceMap read(String yaml, String... pointer) {
        ProblemCollector problems = new ProblemCollector("doc.yaml");
        Optional<YamlDocument> document = YamlReader.read(Bytes.utf8(yaml), problems);
        assertThat(problems.sorted()).as(yaml).isEmpty();
        return document.orElseThrow().source().nearest(Pointer.of(pointer));
    }

    /** The text that begins at a position. */
    private static String textAt(String yaml, Position position) {
        String line = yaml.split("\r\n|[\r\n\u0085\u2028\u2029]", -1)[position.line() - 1];
        String seen = line.replace("\ufeff", "");
        return seen.substring(seen.offsetByCodePoints(0, position.column() - 1));
    }

    /** Each scalar holds one {@code @}, both in its text and in its value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "v: plain @ text",
                "v: plain text\n  on two\n\n\n  lines @",
                "v:\n  plain\t \n  and @",
                "- - v: a:b#c@d",
                "v: [one, two words @]",
                "v: 'it''s ''@'''",
                "v: 'one  \n\n \t two '' \n  three @'",
                "v: \"a\\tb\\n\\x41\\u00e9\\U0001F600\\\"@\"",
                "v: \"\\ud83d\\ude00@\"",
                "v: \"one \\\n   two \\n \n three\\\n\n four \n\n\n five\t@\"",
                "v: \"\\\n  \\ @\"",
                "v: |\n  one\n    two\n\n  @\n",
                "v: |+2  # a @ comment\n    one\n   @\n\n\n",
                "v: |-\n\n\n \tone\n @",
                "v: >\n  one\n  two\n\n  three\n    more\n    @\n  last\n",
                "v: >1-\n  more\n\n one\n\n\n two\n \tthree\n\n four@\n# no comment",
                "v: >-\n  one\n  two @",
                "v: &anchor  # comment &b\n  # another\n  !!str x@",
                "v: !!str &a \"\\x20@\"",
                "v: ! '@'",
                "\ufeffv: |\n  emoji \ud83d\ude00\ud83d\ude00 \n  \ud83d\ude00@\n",
                "v: \ud83d\ude00 \"x\" @",
                "v: 'one\u2028 two\u2029\n three\u0085 @'",
                "v: >\n  one\u2028  two\n  @\n",
                "v: \"a\ufeffb\ufeff@\"",
            })
    void theMarkIsFound(String written) {
        for (String yaml : List.of(written, written.replace("\n", "\r\n"), written.replace("\n", "\r"))) {
            String[] pointer = written.startsWith("- -") ? new String[] {"0", "0", "v"} : new String[] {"v"};
            SourceMap scalar = read(yaml, pointer);
            String[] parts = scalar.text().split(MARK, -1);
            if (!yaml.contains("[")) {
                assertThat(parts).as(scalar.text()).hasSize(2);
            } else {
                scalar = scalar.child("1").orElseThrow();
                parts = scalar.text().split(MARK, -1);
            }
            int offset = parts[0].codePointCount(0, parts[0].length());
            assertThat(textAt(yaml, scalar.position(offset))).as(yaml).startsWith(MARK);
        }
    }

    /** The columns were counted by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'v: abc'; 0; 1; 4",
                "'v: abc'; 3; 1; 7",
                "'v: \"a\\x41c\"'; 1; 1; 6",
                "'v: \"a\\x41c\"'; 2; 1; 10",
                "'v: \"a\\x41c\"'; 3; 1; 11",
                "'v: \"a \\n b\"'; 1; 1; 6",
                "'v: \"a \\n b\"'; 2; 1; 7",
                "'v: \"a \\n b\"'; 3; 1; 9",
                "'v: |\n    one\n      two\n'; 4; 3; 5",
                "'v: |\n    one\n      two\n'; 5; 3; 6",
                "'v: |\n    one\n      two\n'; 6; 3; 7",
                "'v: >\n  one\n  two\n'; 3; 2; 6",
                "'v: >\n  one\n\n  two\n'; 3; 3; 1",
                "'v: >\n  one\n\n  two\n'; 4; 4; 3",
                "'v: >\n  one\n\n  two\n'; 7; 4; 6",
                "'v: >\n  one\n\n  two\n'; 8; 5; 1",
                "'v: \"\"'; 0; 1; 4",
            })
    void whiteSpaceAndTheEndArePlacedToo(String yaml, int offset, int line, int column) {
        assertThat(read(yaml, "v").position(offset)).isEqualTo(new Position(line, column));
    }

    @Test
    void anAliasLeadsToTheTextOfItsAnchor() {
        SourceMap alias = read("a: &x \"\\tone\"\nb: {c: *x}\n", "b", "c");
        assertThat(alias.position(1)).isEqualTo(new Position(1, 10));
    }

    @Test
    void anOffsetBehindTheEndIsWrong() {
        SourceMap scalar = read("v: \ud83d\ude00", "v");
        assertThat(scalar.position(1)).isEqualTo(new Position(1, 5));
        assertThatThrownBy(() -> scalar.position(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @EnumSource(ScalarStyle.class)
    void randomTextsOfEveryStyleKeepTheirPositions(ScalarStyle style) {
        long seed = 20240601 + style.ordinal();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            String value = value(random);
            String yaml = written(random, style, value);
            String where = "seed " + seed + ", round " + round + ":\n" + yaml;
            SourceMap scalar = read(yaml, "key", "0", "inner");
            // folded text that SnakeYAML writes may have other line breaks than its value
            assertThat(scalar.text().replaceAll("\\s", "")).as(where).isEqualTo(value.replaceAll("\\s", ""));
            assertPositions(where, yaml, scalar);
        }
    }

    /** The text is random, and the parser decides what it means. */
    @ParameterizedTest
    @ValueSource(strings = {"", "'", "\"", "|", "|+2", ">", ">-", ">1-"})
    void everyCharacterOfRandomTextIsFound(String style) {
        long seed = 4711 + style.hashCode();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            String yaml = "- key: "
                    + (style.length() > 0 && "|>".contains(style.substring(0, 1))
                            ? block(random, style)
                            : flow(random, style))
                    + "\n";
            String where = "seed " + seed + ", round " + round + ":\n" + yaml;
            assertPositions(where, yaml, read(yaml, "0", "key"));
        }
    }

    private static String flow(Random random, String quote) {
        List<String> pieces =
                new ArrayList<>(List.of("a", "b", "c", "\ud83d\ude00", "d ", "e\t", "\n    ", "\n   \n   "));
        if (!quote.isEmpty()) {
            pieces.addAll(List.of("# ", ": ", "\n  \t ", "\n   \u2028  ", " ", "{", quote.equals("'") ? "''" : "'"));
        }
        if (quote.equals("\"")) {
            pieces.addAll(
                    List.of("\\n", "\\t", "\\\\", "\\\n   ", "\\\n \n   ", "\\ ", "\\x21", "\\u00e9", "\\U0001f600"));
            pieces.addAll(List.of("\\ud83d\\ude00", "\\L", "\\\""));
        }
        StringBuilder text = new StringBuilder(quote).append("x");
        for (int i = random.nextInt(20); i >= 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.append("x").append(quote).toString();
    }

    private static String block(Random random, String style) {
        List<String> lines = List.of(
                "",
                " ",
                "   ",
                "    ",
                "   a",
                "    b ",
                "   c\td",
                "   \te",
                "   \ud83d\ude00 # f",
                "   g\u2028    h");
        String indented = style.contains("1") ? "   one" : style.contains("2") ? "     two" : "   x";
        StringBuilder text = new StringBuilder(style).append(random.nextBoolean() ? "\n" : "  # comment\n");
        text.append(indented);
        for (int i = random.nextInt(12); i >= 0; i--) {
            String line = lines.get(random.nextInt(lines.size()));
            text.append("\n").append(style.contains("2") && !line.isBlank() ? " " + line : line);
        }
        return text.toString();
    }

    private static String written(Random random, ScalarStyle style, String value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultScalarStyle(style);
        options.setWidth(10 + random.nextInt(60));
        options.setAllowUnicode(random.nextBoolean());
        options.setIndent(2 + random.nextInt(5));
        options.setDefaultFlowStyle(
                random.nextInt(4) == 0 ? DumperOptions.FlowStyle.FLOW : DumperOptions.FlowStyle.BLOCK);
        Map<String, Object> tree = Map.of("key", List.of(Map.of("inner", value)));
        String yaml = new Yaml(options).dump(tree);
        if (yaml.contains("\\\n")) {
            // SnakeYAML splits double-quoted text so that it does not read as what was written
            options.setSplitLines(false);
            yaml = new Yaml(options).dump(tree);
        }
        return random.nextInt(3) == 0 ? yaml.replace("\n", "\r\n") : yaml;
    }

    private static String value(Random random) {
        List<String> words = List.of(
                "a",
                "bc",
                "def",
                " ",
                " ",
                "\n",
                "\n",
                "\t",
                "'",
                "\"",
                "\\",
                "#",
                ": ",
                "- ",
                "|",
                ">",
                "\ud83d\ude00",
                "\u00e9",
                "${vars.x}",
                "{",
                "}",
                "\u00a0",
                "%",
                "&",
                "0");
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            chosen.add(words.get(random.nextInt(words.size())));
        }
        return "x" + String.join("", chosen);
    }

    private static void assertPositions(String where, String yaml, SourceMap scalar) {
        int[] points = scalar.text().codePoints().toArray();
        Position before = new Position(0, 0);
        for (int offset = 0; offset <= points.length; offset++) {
            Position place = scalar.position(offset);
            assertThat(place.line() > before.line() || place.column() > before.column())
                    .as(where)
                    .isTrue();
            before = place;
            if (offset < points.length && " \t\n\u2028".indexOf(points[offset]) < 0) {
                String text = textAt(yaml, place);
                assertThat(points[offset]).as(where).isIn(text.codePointAt(0), decoded(text));
            }
        }
    }

    private static int decoded(String text) {
        if (text.length() < 2 || text.charAt(0) != '\\') {
            return text.codePointAt(0);
        }
        return switch (text.charAt(1)) {
            case 'x' -> Integer.parseInt(text.substring(2, 4), 16);
            case 'u' -> {
                char unit = (char) Integer.parseInt(text.substring(2, 6), 16);
                yield Character.isHighSurrogate(unit)
                        ? Character.toCodePoint(unit, (char) decoded(text.substring(6)))
                        : unit;
            }
            case 'U' -> Integer.parseInt(text.substring(2, 10), 16);
            case '_' -> 0xa0;
            default -> text.charAt(text.charAt(1) == '\\' || text.charAt(1) == '"' ? 1 : 0);
        };
    }
}
