package io.cowhand.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesHashTest {

    @ParameterizedTest
    @CsvSource({"0, 10", "3, 10", "5000, 1000", "40, 100000", "2, 3000000"})
    void theHashIsThatOfTheWholeText(int lines, int longest) {
        Random random = new Random(lines);
        StringBuilder text = new StringBuilder();
        LinesHash hash = new LinesHash();
        for (int i = 0; i < lines; i++) {
            String line = String.valueOf((char) ('a' + i % 26)).repeat(random.nextInt(longest));
            hash.add(line);
            text.append(line).append('\n');
        }
        assertThat(hash.hex()).isEqualTo(Bytes.utf8(text.toString()).sha256().toHex());
    }
}
