package io.cowhand.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {

    private static final String LINE = "{\"format_version\":\"1.0\",\"a\":\"\u00e4/b\"}";

    @Test
    void aLineIsUtf8() throws MalformedJsonException {
        assertThat(JsonMembers.of(Bytes.utf8(LINE)).text("a")).isEqualTo("\u00e4/b");
    }

    /** Whoever reviews a line reads it as UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1"})
    void noOtherEncodingIsRead(String charset) {
        Bytes line = Bytes.copyOf(ByteBuffer.wrap(LINE.getBytes(Charset.forName(charset))));
        assertThatThrownBy(() -> JsonMembers.of(line)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void aSequenceThatIsLongerThanItNeedsToBeIsNotUtf8() {
        Bytes line = Bytes.concat(
                List.of(Bytes.utf8("{\"format_version\":\"1.0\",\"a\":\""), Bytes.of(0xc0, 0xaf), Bytes.utf8("\"}")));
        assertThatThrownBy(() -> JsonMembers.of(line)).hasMessage("this is not UTF-8");
        assertThatThrownBy(() -> JsonMembers.of("\ufeff" + LINE)).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "[", "{", "{\"a\":", "{\"a\":NaN}", "{\"a\":tru", "{}", "{'a':1}", "{\"a\":1}//"})
    void whatIsNoObjectOfThisVersionIsRefused(String line) {
        assertThatThrownBy(() -> JsonMembers.of(line)).isInstanceOf(MalformedJsonException.class);
    }
}
