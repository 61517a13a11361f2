package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "63, 1, 1",
        "64, 1, 2",
        "127, 1, 2",
        "128, 2, 2",
        "-1, 10, 1",
        "-64, 10, 1",
        "-65, 10, 2",
        "16383, 2, 3",
        "16384, 3, 3",
        "9223372036854775807, 9, 10",
        "-9223372036854775808, 10, 10",
    })
    void aNumberTakesAsManyBytesAsItNeedsAndComesBack(long number, int length, int signedLength) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Varint.write(out, number);
        assertThat(bytes.size()).isEqualTo(length);
        Varint.writeSigned(out, number);
        assertThat(bytes.size()).isEqualTo(length + signedLength);

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(Varint.read(in)).isEqualTo(number);
        assertThat(Varint.readSigned(in)).isEqualTo(number);
        assertThat(in.available()).isZero();
    }
}
