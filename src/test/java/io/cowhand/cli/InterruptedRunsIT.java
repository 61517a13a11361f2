package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the commands say of runs that were interrupted, and what they do about them. */
@RequiresQemu
@Requires(programs = "script")
class InterruptedRunsIT {

    private static final int WINDOW = 4096;
    /** Names so long that several sectors of the header differ. */
    private static final String OLD = "/mnt/nfs1/" + "x".repeat(600) + "/old.raw";

    private static final String NEW = "/srv/ceph/" + "x".repeat(600) + "/new.raw";

    @TempDir
    private Path folder;

    private Journaled runs;
    private Path image;
    private Bytes before;

    @BeforeEach
    void interruptARun() throws IOException {
        runs = new Journaled(folder);
        image = folder.resolve("a.qcow2");
        Qemu.mustImg(folder, "create", "-q", "-u", "-f", "qcow2", "-F", "raw", "-b", OLD, "a.qcow2", "1M");
        Path changed = Files.copy(image, folder.resolve("changed"));
        Qemu.mustImg(folder, "rebase", "-u", "-f", "qcow2", "-F", "raw", "-b", NEW, "changed");
        before = FileState.content(image);
        runs.interrupt(image, FileState.content(changed).slice(0, WINDOW));
        Files.delete(changed);
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: labels
                images: ["*.qcow2"]
                steps:
                  - {op: set-labels, labels: {owner: web}}
                """);
    }

    private Cowhand.Ran inState(String... arguments) {
        String[] all = List.of(arguments).toArray(new String[arguments.length + 2]);
        all[arguments.length] = "--state-dir";
        all[arguments.length + 1] = "state";
        return Cowhand.run(folder, all);
    }

    /** Runs a command that has no option for the state directory, and returns what it prints. */
    private String printedBy(String... command) {
        String shell = "export COWHAND_STATE_DIR=state; " + Cowhand.command(command);
        return Qemu.run(folder, List.of("sh", "-c", shell)).output();
    }

    @Test
    void planAndInspectSayThatARunWasCutOff() {
        assertThat(printedBy("plan", "r.yaml")).contains("run-0001 was interrupted");
        assertThat(printedBy("inspect", "a.qcow2")).contains("run-0001 was interrupted");

        inState("recover");
        assertThat(printedBy("plan", "r.yaml")).doesNotContain("run-0001");
        assertThat(printedBy("inspect", "a.qcow2")).doesNotContain("run-0001");
    }

    @Test
    void recoverShowsTheValuesThatItRestored() throws IOException {
        assertThat(Qemu.opens(image)).isFalse();

        Cowhand.Ran recover = inState("recover", "--json");

        assertThat(recover.exit()).isZero();
        JsonNode restored = recover.images().get(0);
        assertThat(restored.get("status").asString()).isEqualTo("restored");
        JsonNode change = restored.get("changes").get(0);
        assertThat(change.get("name").asString()).isEqualTo("backing_file");
        assertThat(change.get("before").asString()).isEqualTo(NEW);
        assertThat(change.get("after").asString()).isEqualTo(OLD);
        assertThat(change.get("step").asInt()).isZero();
        assertThat(change.get("op").asString()).isEmpty();
        assertThat(FileState.content(image)).isEqualTo(before);
        assertThat(Qemu.opens(image)).isTrue();
    }

    @Test
    void changesFromAJournalHaveNoColumnOfSteps() {
        assertThat(inState("recover").out()).contains("1 image restored").contains("\n  backing_file  \"/srv/ceph/");
    }

    @Test
    void aRunIsForgottenByItsId() {
        Cowhand.Ran forget = inState("recover", "--forget", "run-0001");

        assertThat(forget.exit()).isZero();
        assertThat(forget.err()).contains("a.qcow2 (run run-0001)");
        assertThat(inState("recover", "--json").images()).isEmpty();
        assertThat(Qemu.opens(image)).as("the image is left as it is").isFalse();
    }

    /** Nothing that is given up can be recovered, and an image may have such a name. */
    @ParameterizedTest
    @ValueSource(strings = {"run-0", "r", "last"})
    void aRunIsNotForgottenByLessThanItsId(String name) {
        Cowhand.Ran forget = inState("recover", "--forget", name);

        assertThat(forget.exit()).isEqualTo(1);
        assertThat(forget.err()).contains("is neither a run nor an unresolved image");
        assertThat(inState("recover", "--json").images()).hasSize(1);
    }

    @Test
    void pruneKeepsRunsWithUnresolvedImages() throws IOException {
        inState("recover");
        runs.interrupt("gone-1.qcow2", "gone-2.qcow2", "gone-3.qcow2");

        Cowhand.Ran prune = inState("runs", "prune", "--older-than", "0h");

        assertThat(prune.exit()).isZero();
        assertThat(prune.out()).isEqualTo("run-0001\n");
        assertThat(prune.err()).contains("run-0002 is kept: 3 images unresolved");
        assertThat(inState("runs").out()).contains("run-0002").doesNotContain("run-0001");
    }

    @Test
    void pruneAsksOnATerminalBeforeItRemovesYoungRuns() {
        inState("recover");
        String prune = Cowhand.command("runs", "prune", "--state-dir", "state", "--older-than");

        assertThat(onTerminal("n", prune + " 0h")).contains("began less than a day ago", "[y/N]", "no run was removed");
        assertThat(inState("runs").out()).contains("run-0001");
        assertThat(onTerminal("n", prune + " 1d")).doesNotContain("[y/N]");
        assertThat(onTerminal("y", prune + " 0h")).contains("[y/N]", "run-0001");
        assertThat(inState("runs").out()).isEmpty();
    }

    /** Runs a command on a terminal on which somebody types a line, and returns what the terminal shows. */
    private String onTerminal(String line, String command) {
        String shell = "(echo " + line + "; sleep 3) | TERM=xterm script -qec '" + command + "' /dev/null";
        return Qemu.run(folder, List.of("sh", "-c", shell)).output();
    }
}
