package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathBytesTest {

    private static byte[] bytes(Path path) {
        ByteBuffer bytes = PathBytes.bytes(path);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    @Test
    void aPathOfAnyBytesHasTheseBytes() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] name = new byte[1 + random.nextInt(6)];
            for (int i = 0; i < name.length; i++) {
                byte unit = (byte) random.nextInt(256);
                name[i] = unit == 0 || unit == '/' ? (byte) 'x' : unit;
            }
            Path relative = PathBytes.of(name);
            assertThat(relative.isAbsolute()).isFalse();
            assertThat(bytes(relative)).isEqualTo(name);
            assertThat(bytes(Path.of("/srv").resolve(relative)))
                    .startsWith("/srv/".getBytes(StandardCharsets.US_ASCII))
                    .endsWith(name)
                    .hasSize(name.length + 5);
        }
    }

    @Test
    void textThatIsNotAsciiIsUtf8() {
        for (String text : List.of("ä/ö", "/ä/ö", "画像.qcow2", "a b%20c")) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            assertThat(bytes(PathBytes.of(encoded))).isEqualTo(encoded);
            assertThat(PathBytes.of(ByteBuffer.wrap(encoded))).isEqualTo(PathBytes.of(encoded));
        }
    }

    @Test
    void aBufferIsReadWithoutBeingMoved() {
        ByteBuffer name = ByteBuffer.wrap("xabcx".getBytes(StandardCharsets.US_ASCII), 1, 3);
        assertThat(PathBytes.of(name)).isEqualTo(Path.of("abc"));
        assertThat(name.remaining()).isEqualTo(3);
    }

    @Test
    void noPathHasANul() {
        assertThatThrownBy(() -> PathBytes.of(new byte[] {'a', 0})).isInstanceOf(IllegalArgumentException.class);
    }
}
