package io.cowhand.qcow2py;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What QEMU 7.2's script printed for images made by the same commands, byte for byte. */
@RequiresQemu
class ScriptGoldensTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeImages() throws IOException {
        Path script = folder.resolve("make-images.sh");
        Files.writeString(script, golden("make-images.sh"));
        Qemu.Ran ran = Qemu.run(folder, List.of("bash", script.toString(), folder.toString()));
        assertThat(ran.ok()).as(ran.output()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump-header", "dump-header-exts"})
    void everyImageIsDumpedAsTheScriptDumpsIt(String command) throws IOException {
        List<Path> images;
        try (Stream<Path> files = Files.list(folder)) {
            images = files.filter(file -> file.toString().endsWith(".qcow2"))
                    .filter(file -> !file.endsWith("edited.qcow2") && !file.endsWith("messages.qcow2"))
                    .sorted()
                    .toList();
        }
        assertThat(images).hasSize(18);
        for (Path image : images) {
            assertDump(image, command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump-header", "dump-header-exts"})
    void anImageThatTheCommandsEditedIsDumpedAsTheScriptDumpsIt(String command) throws IOException {
        Path image = folder.resolve("edited.qcow2");
        Files.deleteIfExists(image);
        Files.copy(folder.resolve("v3.qcow2"), image);

        Script.must(image, "set-feature-bit", "incompatible", "63");
        Script.must(image, "set-feature-bit", "compatible", "42");
        Script.must(image, "add-header-ext", "0x12345678", "This is a test");
        Script.must(image, "add-header-ext", "0xCAFEBABE", "--hex", "010203");

        assertDump(image, command);
    }

    private static void assertDump(Path image, String command) throws IOException {
        String name = image.getFileName().toString().replace(".qcow2", "");
        assertThat(Script.must(image, command)).as(name).isEqualTo(golden(name + "." + command + ".txt"));
        assertThat(Script.must(image, command, "-j")).as(name).isEqualTo(golden(name + "." + command + ".json"));
    }

    @Test
    void messagesAndExitCodesAreTheScripts() throws IOException {
        Path image = folder.resolve("messages.qcow2");
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "messages.qcow2", "64M");
        String usage = String.join("\n", ScriptRun.usage()) + "\n";
        int calls = 0;

        for (String call : golden("messages.txt").split("\\$ qcow2.py FILE ?")) {
            if (call.isEmpty()) {
                continue;
            }
            List<String> lines = new ArrayList<>(call.lines().toList());
            String arguments = lines.remove(0);
            String exit = lines.remove(lines.size() - 1);
            String expected = String.join("\n", lines);
            Script.Ran ran = Script.run(image, arguments.isEmpty() ? new String[0] : arguments.split(" "));
            assertThat("exit " + ran.exit()).as(arguments).isEqualTo(exit);
            assertThat(ran.failure()).as(arguments).isEmpty();
            assertThat(ran.out())
                    .as(arguments)
                    .isEqualTo(
                            expected.startsWith("(its usage text") ? usage : expected.isEmpty() ? "" : expected + "\n");
            calls++;
        }
        assertThat(calls).isGreaterThan(15);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = ScriptGoldensTest.class.getResourceAsStream("/script/" + name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
