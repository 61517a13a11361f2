package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.inspect.ImageFile;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The formats of files, compared with what qemu-img says without being told. */
@RequiresQemu
class DiskFormatTest {

    @TempDir
    private Path folder;

    private static String format(Path file) throws IOException {
        return DiskFormat.of(ImageFile.open(file, open -> open.read(0, DiskFormat.PROBED)))
                .label();
    }

    private String qemuFormat(String file) {
        return JsonMapper.shared()
                .readTree(Qemu.mustImg(folder, "info", "--output=json", file))
                .get("format")
                .asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-f raw",
                "-f qcow2",
                "-f qcow2 -o compat=0.10",
                "-f qcow",
                "-f vmdk",
                "-f vmdk -o subformat=monolithicFlat",
                "-f vmdk -o subformat=streamOptimized",
                "-f vmdk -o subformat=twoGbMaxExtentSparse",
                "-f vdi",
                "-f vdi -o static=on",
                "-f vhdx",
                "-f vpc",
                "-f vpc -o subformat=fixed",
                "-f qed",
                "-f parallels",
                "-f luks --object secret,id=s,data=x -o key-secret=s,iter-time=10"
            })
    void aFileThatQemuCreatesIsOfTheFormatThatQemuTells(String options) throws IOException {
        List<String> command = new ArrayList<>(List.of("create", "-q"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("image", "8M"));
        Qemu.Ran created = Qemu.img(folder, command.toArray(String[]::new));
        for (int i = 0; i < 100 && created.output().contains("Unable to get accurate CPU usage"); i++) {
            // LUKS measures the machine, which may be too busy.
            created = Qemu.img(folder, command.toArray(String[]::new));
        }
        assertThat(created.ok()).as(created.output()).isTrue();
        assertThat(format(folder.resolve("image"))).isEqualTo(qemuFormat("image"));
    }

    /** Each with one byte that makes another format of it, or none. */
    @ParameterizedTest
    @CsvSource({
        "'-f luks --object secret,id=s,data=x -o key-secret=s,iter-time=10', 7, 2, raw",
        "-f parallels, 16, 3, raw",
        "-f vdi, 0, 88, vdi",
        "-f vdi, 64, 88, raw",
        "-f qcow2, 7, 0, raw",
        "-f vhdx, 7, 69, raw",
        "-f qed, 3, 1, raw"
    })
    void aByteMattersAsItDoesToQemu(String options, int offset, int value, String expected) throws IOException {
        aFileThatQemuCreatesIsOfTheFormatThatQemuTells(options);
        try (var channel = Files.newByteChannel(folder.resolve("image"), StandardOpenOption.WRITE)) {
            channel.position(offset).write(Bytes.of(value).asBuffer());
        }
        assertThat(format(folder.resolve("image"))).isEqualTo(expected).isEqualTo(qemuFormat("image"));
    }

    /** QEMU takes the first ones for images and then finds that they are broken, as its message says. */
    @ParameterizedTest
    @CsvSource({
        "'version=1\n', vmdk",
        "'#a\n  \n#b\r\nversion=2\r\nx', vmdk",
        "' \r\nversion=3\r\n', vmdk",
        "'#a\n\nversion=1\n', raw",
        "'#a\n  version=1\n', raw",
        "'version=4\n', raw",
        "'#a\nversion=1', raw",
        "'version=1x\n', raw",
        "COWD, vmdk",
        "KDMV, vmdk",
        "conectix, vpc",
        "conectiX, raw",
        "'', raw"
    })
    void aFewBytesMatterAsTheyDoToQemu(String content, String expected) throws IOException {
        Path file = Files.write(folder.resolve("file"), content.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(format(file)).isEqualTo(expected);
        Qemu.Ran info = Qemu.img(folder, "info", "file");
        assertThat(info.output()).matches(output -> output.contains("file format: raw") == expected.equals("raw"));
    }

    @Test
    void aCommentLongerThanWhatIsProbedHidesTheRest() throws IOException {
        for (int length : List.of(480, 600)) {
            Path file = Files.writeString(folder.resolve("file"), "#" + "a".repeat(length) + "\nversion=1\n");
            assertThat(format(file)).isEqualTo(length < DiskFormat.PROBED ? "vmdk" : "raw");
            assertThat(Qemu.img(folder, "info", "file").output().contains("file format: raw"))
                    .isEqualTo(length > DiskFormat.PROBED);
        }
    }
}
