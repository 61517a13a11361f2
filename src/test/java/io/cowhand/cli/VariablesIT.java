package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Values for variables on the command line: which are taken, which are wrong usage. */
class VariablesIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void recipe() throws IOException {
        Files.copy(Path.of("examples/images/web-1.qcow2"), folder.resolve("a.qcow2"));
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: with variables
                vars:
                  count: 5
                  ticket:
                  pin_secret: 1
                images: [a.qcow2]
                steps:
                  - {op: move-backing, from: /mnt/nfs1, to: /srv/ceph}
                """);
        Files.writeString(folder.resolve("vars.yaml"), "ticket: CHG-1\n");
    }

    @Test
    void whatIsGivenWronglyIsSaidAllAtOnceAndIsWrongUsage() throws IOException {
        Files.writeString(folder.resolve("vars.yaml"), "cuont: 6\n");
        Cowhand.Ran ran = Cowhand.run(
                folder,
                "plan",
                "r.yaml",
                "--vars-file",
                "vars.yaml",
                "--var",
                "count=six",
                "--var=pin_secret=hunter2",
                "--var",
                "other=1");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("""
                        vars.yaml:1:1: /cuont: r.yaml has no variable "cuont"; did you mean "count"?
                        cowhand: --var count: must be a whole number, not "six"
                        cowhand: --var pin_secret: must be a whole number
                        cowhand: --var other: r.yaml has no variable "other"; its variables: count, ticket, pin_secret
                        r.yaml:5:3: /vars/ticket: has no value; give one with --var ticket=… or --vars-file
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "0, plan, --vars-file=vars.yaml",
        "0, plan, --var=ticket=CHG-2",
        "0, plan, --var=ticket=",
        "64, plan, --var=ticket",
        "64, plan, --var==ticket",
        "64, plan, --quiet",
        "66, plan, --vars-file=none.yaml",
        "65, plan, --vars-file=r.yaml",
        "0, validate, --quiet",
        "0, validate, --var=count=0x10",
        "64, validate, --var=count=ten",
        "66, validate, --vars-file=none.yaml",
        "65, validate, --vars-file=r.yaml"
    })
    void theExitCodeSaysWhatIsWrong(int exit, String command, String option) {

        assertThat(Cowhand.run(folder, command, "r.yaml", option).exit()).isEqualTo(exit);
    }

    @Test
    void theLastOfSeveralValuesCounts() {
        assertThat(Cowhand.run(folder, "plan", "r.yaml", "--var=ticket=a", "--var=count=six", "--var=count=6")
                        .exit())
                .isZero();
    }

    @Test
    void anOptionWithoutANameOrValueIsExplainedWithoutItsText() {
        assertThat(Cowhand.run(folder, "plan", "r.yaml", "--var", "hunter2").err())
                .contains(
                        "option '--var' (NAME=VALUE): must be NAME=VALUE, such as ticket=CHG-1234; the \"=\" is missing")
                .doesNotContain("hunter2");
        assertThat(Cowhand.run(folder, "plan", "r.yaml", "--var", "=hunter2").err())
                .contains("the name is missing")
                .doesNotContain("hunter2");
    }

    @Test
    void aRunRecordsItsValuesButNoSecret() throws Exception {
        String[] states = {"--state-dir", "state"};
        Cowhand.Ran applied = Cowhand.run(
                folder, "apply", "r.yaml", states[0], states[1], "--var", "pin_secret=4242", "--var=ticket=CHG-7");
        assertThat(applied.exit()).as(applied.err()).isZero();

        Cowhand.Ran shown = Cowhand.run(folder, "runs", "show", "--json", "last", states[0], states[1]);
        JsonNode run = shown.json().get(0);
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("4242".getBytes(StandardCharsets.US_ASCII)));
        assertThat(run.get("vars").toString())
                .isEqualTo("{\"count\":5,\"ticket\":\"CHG-7\",\"pin_secret\":\"sha256:" + digest + "\"}");
        assertThat(run.get("arguments").valueStream().map(JsonNode::asString))
                .contains("pin_secret=***", "--var=ticket=CHG-7");

        Cowhand.Ran text = Cowhand.run(folder, "runs", "show", "last", states[0], states[1]);
        assertThat(text.out().lines().map(String::strip))
                .contains(
                        "variable      count = 5",
                        "variable      ticket = \"CHG-7\"",
                        "variable      pin_secret = \"sha256:" + digest + "\"");
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("4242");
            }
        }
    }

    @Test
    void aValidationPrintsTheProblemsAsJson() {
        Cowhand.Ran ran = Cowhand.run(folder, "validate", "--json", "r.yaml", "--var", "pin_secret=hunter2");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.out()).contains("\"code\":\"wrong-type\"").doesNotContain("hunter2");
    }
}
