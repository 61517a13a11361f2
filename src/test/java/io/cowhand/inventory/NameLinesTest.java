package io.cowhand.inventory;

import static io.cowhand.inventory.InventoryFormat.LINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NameLinesTest {

    @Test
    void namesAreOnLinesOfTheirOwnAndLiteral() throws IOException {
        ReadInventory read = ReadInventory.of(LINES, "a*.q\n\n b \r\n# c\nfile:d\n-\n~/e");
        assertThat(read.names()).containsExactly("a*.q", " b ", "# c", "file:d", "-", "~/e");
        assertThat(read.images()).extracting(ReadInventory.Listed::line).containsExactly(1, 3, 4, 5, 6, 7);
        assertThat(read.images()).allMatch(image -> image.row().isEmpty());
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void aNulSeparatesNamesThatMayHoldLineEnds() throws IOException {
        assertThat(ReadInventory.of(LINES, "a\nb\r\0\0c\n\0d").names()).containsExactly("a\nb\r", "c\n", "d");
        assertThat(ReadInventory.of(LINES, "a\nb\0").names()).containsExactly("a\nb");
    }

    @Test
    void nothingNamesNothing() throws IOException {
        for (String nothing : List.of("", "\n", "\r\n\r\n", "\0\0")) {
            ReadInventory read = ReadInventory.of(LINES, nothing);
            assertThat(read.images()).isEmpty();
            assertThat(read.problems()).isEmpty();
        }
    }

    @Test
    void aNameNeedNotBeUtf8() throws IOException {
        ReadInventory read = ReadInventory.ofBytes(LINES, "/x//\u00ff\ny %/\u00fe\u00ff\n//z\u00ff\n\u00c3\u00a9\n");
        assertThat(read.images())
                .extracting(ReadInventory.Listed::name)
                .containsExactly(
                        Path.of(URI.create("file:///x/%FF")),
                        Path.of("/").relativize(Path.of(URI.create("file:///y%20%25/%FE%FF"))),
                        Path.of(URI.create("file:///z%FF")),
                        Path.of("é"));
    }

    @Test
    void aNulThatSeparatesNothingIsLocated() throws IOException {
        String far = "a\n".repeat(Limits.RECORD);
        for (String name : List.of("b\0c", "b\0\u00ff")) {
            ReadInventory read = ReadInventory.ofBytes(LINES, far + name + "\nd\n");
            assertThat(read.images()).hasSize(Limits.RECORD + 1);
            assertThat(read.problems())
                    .containsExactly("fleet:" + (Limits.RECORD + 1) + ":1: a NUL is not part of a name");
        }
    }

    @Test
    void aLineThatIsTooLongEndsTheReading() throws IOException {
        ReadInventory read = ReadInventory.of(LINES, "a\n" + "b".repeat(Limits.RECORD + 1) + "\nc\n");
        assertThat(read.names()).containsExactly("a");
        assertThat(read.problems()).containsExactly("fleet:2:1: the line is longer than 1048576 bytes");
        assertThat(ReadInventory.of(LINES, "b".repeat(Limits.RECORD)).problems())
                .isEmpty();
    }

    @Test
    void bytesMayComeOneByOne() throws IOException {
        byte[] bytes = ReadInventory.bytes("ab\ncd\n\ne");
        ByteArrayInputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int from, int most) {
                return super.read(target, from, Math.min(most, 1));
            }
        };
        ReadInventory read = ReadInventory.of(LINES, Optional.empty(), slow);
        assertThat(read.names()).containsExactly("ab", "cd", "e");
    }
}
