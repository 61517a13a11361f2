package io.cowhand.qcow2py;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "000, 0",
        "42, 42",
        "+7, 7",
        "-1, -1",
        "0x1F, 31",
        "0X1f, 31",
        "-0x10, -16",
        "0o17, 15",
        "0b101, 5",
        "1_000, 1000",
        "0x_ff, 255",
        "' 12 ', 12",
        "18446744073709551616, 18446744073709551616"
    })
    void pythonsNumbersAreRead(String text, BigInteger value) {
        assertThat(ScriptNumber.read(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "010", "1__0", "_1", "1_", "0x", "0xg", "1.0", "1e3", "--1", "+ 1", "a", "0b2"})
    void anythingElseIsNoNumber(String text) {
        assertThat(ScriptNumber.read(text)).isEmpty();
    }
}
