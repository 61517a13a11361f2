package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.apply.FaultyDisk.Fault;
import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.UndoClass;
import io.cowhand.bytes.WriteSet;
import io.cowhand.journal.Outcome;
import io.cowhand.os.FileStatus;
import io.cowhand.run.ImageResult;
import io.cowhand.run.Status;
import io.cowhand.target.ImageReference;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call of the write protocol in turn goes wrong; three sectors of three images are to be written. */
class FaultsTest {

    private static final int WINDOW = 4096;
    private static final int FROM = 2 * 512;
    private static final int SECTORS = 3;
    private static final int IMAGES = 3;
    /** Each image is opened, locked twice, read, written, synced, read and closed. */
    private static final int CALLS = 8 * IMAGES;

    @TempDir
    Path folder;

    private final List<Bytes> before = new ArrayList<>();
    private final List<Bytes> after = new ArrayList<>();
    private final List<PlannedWrite> writes = new ArrayList<>();
    private Journaled runs;

    private void newFleet(String name) throws IOException {
        Path fleet = Files.createDirectory(folder.resolve(name));
        runs = new Journaled(fleet);
        before.clear();
        after.clear();
        writes.clear();
        for (int i = 0; i < IMAGES; i++) {
            byte[] content = new byte[3 * WINDOW];
            new Random(i).nextBytes(content);
            Path image = Files.write(fleet.resolve(i + ".qcow2"), content);
            Bytes old = FileState.content(image);
            Bytes window = old.slice(0, WINDOW);
            Bytes changed = window;
            for (int sector = 0; sector < SECTORS; sector++) {
                int at = FROM + 512 * sector + 5;
                changed = changed.with(at, Bytes.of(window.u8(at) ^ 0xff));
            }
            before.add(old);
            after.add(old.with(0, changed));
            writes.add(new PlannedWrite(
                    new ImageReference(image),
                    FileStatus.ofRegular(image),
                    WriteSet.between(window, changed, UndoClass.ANYTIME, false)));
        }
    }

    /** Writes all images; answers with what came of them, or nothing where the machine stopped. */
    private List<WriteOutcome> write(FaultyDisk disk) throws IOException {
        try (RunJournal journal = new RunJournal(runs.state(), runs.head())) {
            List<WriteOutcome> outcomes = new ImageWriter(journal, disk::open).write(writes);
            journal.end();
            return outcomes;
        } catch (FaultyDisk.Stopped stopped) {
            return List.of();
        } finally {
            disk.closeAll();
        }
    }

    private Bytes content(int image) {
        return FileState.content(writes.get(image).image().path());
    }

    private void recoverToOldOrNew() throws IOException {
        assertThat(runs.recover())
                .extracting(ImageResult::status)
                .isSubsetOf(Status.UNCHANGED, Status.CHANGED, Status.RESTORED);
        assertThat(runs.last().glance().unresolved()).isZero();
        for (int i = 0; i < IMAGES; i++) {
            assertThat(content(i)).isIn(before.get(i), after.get(i));
        }
        assertThat(runs.recover()).isEmpty();
        runs.last().forEach((intent, outcome) -> {
            int image = Integer.parseInt(intent.uri().replaceAll(".*/|\\.qcow2", ""));
            boolean written = outcome.orElseThrow().kind() == Outcome.Kind.WRITTEN;
            assertThat(content(image)).isEqualTo(written ? after.get(image) : before.get(image));
        });
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "2, false", "3, false", "0, true", "3, true"})
    void whereverTheMachineStopsRecoveryLeavesOldOrNew(int sectorsThrough, boolean keepsBack) throws IOException {
        for (int at = 1; at <= CALLS; at++) {
            newFleet("stop-" + sectorsThrough + keepsBack + at);
            FaultyDisk disk = new FaultyDisk(Fault.STOP, at, sectorsThrough, keepsBack);

            assertThat(write(disk)).isEmpty();

            recoverToOldOrNew();
            FaultyDisk sound = new FaultyDisk(Fault.FAIL, Integer.MAX_VALUE, 0, false);
            assertThat(write(sound))
                    .allMatch(outcome ->
                            outcome instanceof WriteOutcome.Applied || outcome instanceof WriteOutcome.AlreadyThere);
            for (int i = 0; i < IMAGES; i++) {
                assertThat(content(i)).isEqualTo(after.get(i));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void whateverCallFailsTheOthersAreWrittenAndRecoveryLeavesOldOrNew(int sectorsThrough) throws IOException {
        for (int at = 1; at <= CALLS; at++) {
            newFleet("fail-" + sectorsThrough + "-" + at);
            FaultyDisk disk = new FaultyDisk(Fault.FAIL, at, sectorsThrough, false);

            List<WriteOutcome> outcomes = write(disk);

            assertThat(disk.isFaulty()).isTrue();
            assertThat(outcomes).hasSize(IMAGES);
            long failed = outcomes.stream()
                    .filter(WriteOutcome.Failed.class::isInstance)
                    .count();
            // To close an image that is written and synced may fail.
            assertThat(failed).isLessThanOrEqualTo(1);
            for (int i = 0; i < IMAGES; i++) {
                if (outcomes.get(i) instanceof WriteOutcome.Failed of) {
                    assertThat(of.problem().message()).contains("Input/output error");
                    boolean nothing = of.problem().message().contains("nothing was written")
                            || of.problem().message().contains("cannot be opened");
                    assertThat(nothing).isEqualTo(nothing && content(i).equals(before.get(i)));
                } else {
                    assertThat(outcomes.get(i)).isInstanceOf(WriteOutcome.Applied.class);
                    assertThat(content(i)).isEqualTo(after.get(i));
                }
            }
            recoverToOldOrNew();
        }
    }

    @ParameterizedTest
    @CsvSource({"STOP", "FAIL"})
    void theCallsAreAsManyAsTheyAreSaidToBe(Fault fault) throws IOException {
        newFleet("calls");
        FaultyDisk disk = new FaultyDisk(fault, CALLS + 1, 0, false);

        assertThat(write(disk)).hasSize(IMAGES).allMatch(WriteOutcome.Applied.class::isInstance);

        assertThat(disk.isFaulty()).isFalse();
    }
}
