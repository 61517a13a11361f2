package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image that QEMU has open is reported and left alone; the others are done. */
@RequiresQemu
class LockedImagesIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"qemu-io -f qcow2 a.qcow2", "qemu-io -r -f qcow2 a.qcow2", "qemu-io -f qcow2 overlay.qcow2"})
    void anOpenImageIsLocked(String holder) throws Exception {
        for (String name : List.of("a.qcow2", "b.qcow2")) {
            Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", name, "1M");
        }
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-b", "a.qcow2", "-F", "qcow2", "overlay.qcow2");
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: locked
                images: [a.qcow2, b.qcow2]
                steps:
                  - {op: set-feature, feature: lazy-refcounts}
                """);
        byte[] before = Files.readAllBytes(folder.resolve("a.qcow2"));
        Process process = hold(holder);
        try {
            Cowhand.Ran plan = Cowhand.run(folder, "plan", "r.yaml");
            assertThat(plan.out()).contains("1 image is in use now: a.qcow2");
            Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "r.yaml");
            assertThat(ran.exit()).isEqualTo(4);
            assertThat(ran.images().stream().map(image -> image.get("status").asString()))
                    .containsExactly("locked", "changed");
            String known = process.info()
                    .command()
                    .map(path -> "process " + process.pid())
                    .orElseThrow();
            assertThat(plan.out()).contains(known);
            assertThat(ran.images().get(0).get("problems").toString()).contains(known);
            assertThat(Files.readAllBytes(folder.resolve("a.qcow2"))).isEqualTo(before);
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
        assertThat(Cowhand.run(folder, "apply", "r.yaml").exit()).isZero();
    }

    /** Starts a program and waits until it has the image open: it answers to a command. */
    private Process hold(String command) throws IOException {
        Process process = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write("length\n".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("1 MiB") < 0) {
            int read = process.getInputStream().read();
            assertThat(read).as(answer.toString()).isNotNegative();
            answer.append((char) read);
        }
        return process;
    }
}
