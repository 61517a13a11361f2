package io.cowhand.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileContentTest {

    private static final int SIZE = 200;

    private static Bytes read(FileContent content, long offset, int length) throws IOException {
        return Bytes.read(length, buffer -> {
            while (buffer.hasRemaining() && content.read(buffer, offset + buffer.position()) >= 0) {
                // One call may return fewer bytes.
            }
        });
    }

    @Test
    void whateverWasReadIsReadAgain() throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[SIZE];
            boolean[] known = new boolean[SIZE];
            FileContent content = new FileContent(SIZE);
            for (int i = 0; i < 8; i++) {
                int from = random.nextInt(SIZE);
                int to = from + 1 + random.nextInt(SIZE - from);
                for (int at = from; at < to; at++) {
                    // Mostly zeros, which are not stored at the end of a range.
                    bytes[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0);
                    known[at] = true;
                }
                content.add(from, Bytes.copyOf(ByteBuffer.wrap(bytes, from, to - from)));
            }
            FileContent decoded = FileContent.decode(content.encode(), 0);
            for (int at = 0; at < SIZE; at++) {
                if (known[at]) {
                    assertThat(read(decoded, at, 1).u8(0)).as("byte %d", at).isEqualTo(bytes[at] & 0xff);
                } else {
                    int unknown = at;
                    assertThatThrownBy(() -> read(decoded, unknown, 1))
                            .hasMessageContaining("does not contain the bytes");
                }
            }
        }
    }

    @Test
    void aFileEndsWhereItEnded() throws IOException {
        FileContent content = new FileContent(10);
        content.add(0, Bytes.utf8("0123456789"));

        assertThat(read(content, 8, 5)).isEqualTo(Bytes.utf8("89"));
        assertThat(read(content, 10, 5)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void zerosTakeNoSpace() {
        FileContent content = new FileContent(1L << 40);
        content.add(1L << 30, Bytes.zeros(1 << 20));

        assertThat(content.encode().length()).isLessThan(100);
    }

    @Test
    void onlyTheFirstBytesAreKept() throws IOException {
        FileContent content = new FileContent(100);
        content.add(0, Bytes.utf8("x".repeat(100)));

        FileContent first = content.firstOnly(4);

        assertThat(read(first, 0, 100)).isEqualTo(Bytes.utf8("xxxx").resized(100));
    }

    @Test
    void noBytesDoHarm() {
        Random random = new Random(2);
        for (int round = 0; round < 20_000; round++) {
            byte[] garbage = new byte[random.nextInt(80)];
            random.nextBytes(garbage);
            // Small numbers get further.
            Arrays.fill(garbage, 0, garbage.length / 2, (byte) 0);
            if (garbage.length > 12) {
                garbage[11] = (byte) random.nextInt(3);
            }
            try {
                FileContent content = FileContent.decode(Bytes.copyOf(ByteBuffer.wrap(garbage)), random.nextInt(4) - 1);
                content.read(ByteBuffer.allocate(16), random.nextInt(100));
            } catch (IOException refused) {
                assertThat(refused.getMessage()).contains("capture");
            }
        }
    }
}
