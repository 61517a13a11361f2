package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest(name = "{0} matches {1}")
    @CsvSource(
            delimiterString = "  ",
            quoteCharacter = '`',
            value = {
                "a.qcow2  a.qcow2",
                "*.qcow2  a.qcow2",
                "a?c  abc",
                "*ab*ab  xabaabab",
                "a*  a",
                "a?c  a😀c",
                "?  \ufffd",
                "[😀-😂]x  😁x",
                "[abc]x  bx",
                "[a-cx]y  by",
                "[a-cx]y  xy",
                "[!a-c]y  dy",
                "[^a-c]y  dy",
                "[]]x  ]x",
                "[!]]x  ax",
                "[a-]x  -x",
                "[-a]x  -x",
                "[*]x  *x",
                "[{,}]x  ,x",
                "[\\]]x  ]x",
                "{a,b}.q  b.q",
                "{a,b{c,d/e}}.q  bd/e.q",
                "{a,b{c,d/e}}.q  bc.q",
                "x{,y}  x",
                "x{,y}  xy",
                "{a,b\\,c}  b,c",
                "a,b*  a,bc",
                "{a}*  ab",
                "a}*  a}b",
                "\\*  *",
                "\\{a\\,b}*  {a,b}x",
                "a\\\\*  a\\b",
                "vms/**/*.qcow2  vms/a.qcow2",
                "vms/**/*.qcow2  vms/x/y/a.qcow2",
                "**/*.bak  a.bak",
                "**/*.bak  x/y/a.bak",
                "**/*.bak  /x/a.bak",
                "**/*.bak  ../x/a.bak",
                "/*/a.bak  /x/a.bak",
                "vms/old/**  vms/old/x/y",
                "**  x/y",
                "**/**/**/a  a",
                "a**b  axxb",
                "**/a/**/b/**/c  x/a/a/b/y/b/c",
                ".*  .hidden",
                ".git/**/a  .git/x/a",
                "../*  ../a",
                "./a//*.q  a/b.q",
                "*.q  ./b.q",
            })
    void matchesComponentByComponent(String glob, String path) {
        assertThat(glob(glob).matches(path)).isTrue();
        assertThat(glob(glob).matches(Path.of(path))).isTrue();
    }

    @ParameterizedTest(name = "{0} does not match {1}")
    @CsvSource(
            delimiterString = "  ",
            quoteCharacter = '`',
            value = {
                "*.qcow2  x/a.qcow2",
                "*  a/b",
                "a?c  ac",
                "a?c  a/c",
                "a??c  a😀c",
                "[abc]x  dx",
                "[!a-c]y  by",
                "[^a-c]y  ay",
                "[*]x  ax",
                "[!a]b  /b",
                "{a,b}.q  c.q",
                "\\*  a",
                "vms/**/*.qcow2  other/a.qcow2",
                "*/a.bak  /x/a.bak",
                "vms/old/**  vms/old",
                "vms/old  vms/old/x",
                "a**b  ax/b",
                "*  .hidden",
                "?hidden  .hidden",
                "[.]hidden  .hidden",
                "**/a  .git/a",
                "*/a  ../a",
                "A*  ab",
            })
    void doesNotMatchWhatOnlyLooksSimilar(String glob, String path) {
        assertThat(glob(glob).matches(path)).isFalse();
        assertThat(glob(glob).matches(Path.of(path))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "/",
                "a[",
                "a[b",
                "a[]",
                "a[!]",
                "[a/b]",
                "[z-a]",
                "[[:alpha:]]",
                "{a",
                "{a,{b}",
                "a\\",
                "[a\\",
                "a\0b",
                "*\0",
                "\ud800",
                "{*,\ud800}",
                "*/../a",
                "**/..",
                "{,a}",
            })
    void refusesWhatIsNoPattern(String text) {
        assertThat(Glob.parse(text)).isInstanceOf(Glob.Bad.class);
    }

    @Test
    void saysWhereABracketWasOpened() {
        assertThat(fault("vms/[a.qcow2"))
                .isEqualTo("\"vms/[a.qcow2\" is not a valid path or pattern: "
                        + "the [ at character 5 is never closed; write \\[ for the character itself");
        assertThat(fault("{a,{b}")).contains("the { at character 1 is never closed");
        assertThat(fault("a[z-a]")).contains("character 5 is in reverse order");
    }

    @Test
    void spellsOutNoMoreAlternativesThanTheLimit() {
        assertThat(glob("{a,b}".repeat(10)).matches("abababbbba")).isTrue();
        assertThat(fault("{a,b}".repeat(11))).contains("more than 1024 alternatives");
        assertThat(fault("{a,b}".repeat(100_000))).contains("more than 1024 alternatives");
        assertThat(fault("{" + ",a".repeat(1_024) + "}")).contains("more than 1024 alternatives");
        assertThat(fault("{" + "{a,b},".repeat(600) + "}")).contains("more than 1024 alternatives");
        assertThat(fault("{" + "a,".repeat(1_000) + "}" + "b".repeat(100_000))).contains("more than 1024 alternatives");
        assertThat(fault("{".repeat(100_000) + "}".repeat(100_000))).contains("nest deeper");
    }

    @Test
    void takesNoLongerForPatternsMadeToBlowUp() {
        Glob inOneName = glob("*a".repeat(100) + "b");
        Glob inManyNames = glob("**/a/".repeat(500) + "b");
        assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(inOneName.matches("a".repeat(10_000))).isFalse();
            assertThat(inManyNames.matches("a/".repeat(2_000))).isFalse();
        });
    }

    private static Glob glob(String text) {
        return ((Glob.Good) Glob.parse(text)).glob();
    }

    private static String fault(String text) {
        return ((Glob.Bad) Glob.parse(text)).problem().message();
    }
}
