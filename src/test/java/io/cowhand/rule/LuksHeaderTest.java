package io.cowhand.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.problem.Origin;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked at of an encrypted image's LUKS header, beside what qemu-img says. */
@RequiresQemu
class LuksHeaderTest {

    @TempDir
    private Path folder;

    private Path image;
    private long luks;

    @BeforeEach
    void encryptedImage() {
        image = Variants.copy("luks", folder);
        luks = facts().header()
                .payload(ExtensionType.ENCRYPTION_HEADER, ExtensionPayload.EncryptionHeader.class)
                .orElseThrow()
                .offset();
    }

    @Test
    void aSoundOneIsOpened() {
        assertForeseen(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void anotherMagicIsNotOpened(int at) throws IOException {
        write(luks + at, 0);
        assertForeseen(false);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 2", "1, 0", "1, 1", "255, 255", "128, 1"})
    void anotherVersionIsNotOpened(int high, int low) throws IOException {
        write(luks + 6, high);
        write(luks + 7, low);
        assertForeseen(false);
    }

    @ParameterizedTest(name = "{0} bytes of it")
    @CsvSource({"0, false", "4, false", "8, false", "591, false", "592, true"})
    void oneThatPassesTheEndOfTheFileIsNotOpened(int bytes, boolean opens) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(luks + bytes);
        }
        assertForeseen(opens);
    }

    private void write(long at, int value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(at);
            file.write(value);
        }
    }

    private ImageFacts facts() {
        return ((ReadResult.Readable) HeaderReader.SYSTEM.read(new ImageReference(image))).facts();
    }

    private void assertForeseen(boolean opens) {
        Qemu.Ran ran = Qemu.img(folder, "info", "-U", "-f", "qcow2", image.toString());
        assertThat(ran.ok()).as(ran.output()).isEqualTo(opens);
        assertThat(HeaderRules.check(facts()).stream()
                        .filter(violation -> violation.rule().origin() == Origin.QEMU
                                && violation.problem().isError())
                        .map(violation -> violation.rule().code()))
                .containsExactlyElementsOf(opens ? List.<String>of() : List.of("encryption-header-invalid"));
    }
}
