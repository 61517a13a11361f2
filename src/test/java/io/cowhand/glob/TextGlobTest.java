package io.cowhand.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextGlobTest {

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "backup-*|backup-1|true",
                "backup-*|abackup-1|false",
                "*|a/b|true",
                "*|.hidden|true",
                "a/b|a/b|true",
                "a/b|a.b|false",
                "a?c|a/c|true",
                "{a,b/c}[0-9]|b/c7|true",
                "{a,b/c}[0-9]|b/cx|false",
                "a\\*|a*|true",
                "a\\*|ab|false",
                "a.c|abc|false"
            })
    void theWholeTextHasToMatch(String glob, String text, boolean matches) throws PatternException {
        assertThat(TextGlob.parse(glob).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[a", "{a", "a\\", "[b-a]"})
    void aMalformedGlobSaysWhy(String glob) {
        assertThatThrownBy(() -> TextGlob.parse(glob))
                .isInstanceOfSatisfying(
                        PatternException.class,
                        malformed -> assertThat(malformed.fault()).isNotBlank());
    }
}
