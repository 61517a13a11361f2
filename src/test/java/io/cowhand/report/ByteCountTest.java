package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "196616, 192.0 KiB",
        "67108864, 64 MiB",
        "1099511627776, 1 TiB",
        "-1, 16.0 EiB"
    })
    void unitsAreTheLargestOfWhichThereIsOne(long bytes, String text) {
        assertThat(ByteCount.of(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"112, 112 bytes", "65536, 65536 bytes (64 KiB)", "-512, 18446744073709551104 bytes (16.0 EiB)"})
    void bytesAreSaidInFull(long bytes, String text) {
        assertThat(ByteCount.inFull(bytes)).isEqualTo(text);
    }
}
