package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FirstCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script's command line reaches its commands as it is. */
class Qcow2IT {

    @TempDir
    private Path folder;

    @BeforeEach
    void makeImage() {
        FirstCluster.v3(16).end().write(folder.resolve("a.qcow2"), 1 << 20);
    }

    @Test
    void whatLooksLikeAnOptionIsAnArgument() {
        Cowhand.Ran negative = run("a.qcow2", "set-feature-bit", "incompatible", "-1");
        assertThat(negative.exit()).isEqualTo(1);
        assertThat(negative.out()).isEqualTo("'-1' is not a valid bit number in range [0, 64)\n");

        assertThat(run("a.qcow2", "add-header-ext", "0x12345678", "--help").exit())
                .isZero();
        assertThat(run("a.qcow2", "dump-header-exts").out()).contains("'--help'");
    }

    @Test
    void jsonMayBeAskedForAnywhere() {
        String json = run("a.qcow2", "dump-header", "-j").out();

        assertThat(json).startsWith("{\n    \"magic\": 1363560955,");
        assertThat(run("-j", "a.qcow2", "dump-header").out()).isEqualTo(json);
        assertThat(run("a.qcow2", "-j", "dump-header").out()).isEqualTo(json);
    }

    @Test
    void dataMayComeFromStandardInput() throws IOException {
        Path data = Files.write(folder.resolve("data"), new byte[] {1, (byte) 0xff, 3});

        assertThat(Cowhand.run(folder, data, "qcow2", "a.qcow2", "add-header-ext-stdio", "0xcafebabe")
                        .exit())
                .isZero();

        assertThat(run("a.qcow2", "dump-header-exts").out()).isEqualTo("""
                        Header extension:
                        magic                     0xcafebabe (<unknown>)
                        length                    3
                        data                      <binary>

                        """);
    }

    @Test
    void troubleIsALineOnStandardError() {
        Cowhand.Ran ran = run("missing.qcow2", "dump-header");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("cowhand: missing.qcow2: no such file\n");
        assertThat(run("a.qcow2").exit()).isEqualTo(1);
        assertThat(run("--help").out()).contains("FILE COMMAND", "clear-feature-bit");
    }

    private Cowhand.Ran run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "qcow2";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Cowhand.run(folder, all);
    }
}
