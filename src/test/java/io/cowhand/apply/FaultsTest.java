package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.apply.FaultyDisk.Fault;
import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.journal.Outcome;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call of the write protocol fails in turn. Three images are written together: one sector changes in the first,
 * several including sector 0 in the second, and several without sector 0 in the third.
 */
class FaultsTest {

    private static final int WINDOW = 4096;
    private static final int IMAGES = 3;
    /** The bytes that change in each of the images. */
    private static final int[][] CHANGED = {{700}, {5, 600, 1600}, {1030, 1600, 2500}};

    @TempDir
    Path folder;

    private final List<Bytes> before = new ArrayList<>();
    private final List<Bytes> after = new ArrayList<>();
    private final List<PlannedWrite> writes = new ArrayList<>();
    private Journaled runs;
    private int fleets;

    /** What goes wrong, and how. */
    record Case(Fault fault, int sectorsThrough, boolean keepsBack) {}

    static Stream<Case> stops() {
        return Stream.concat(
                IntStream.range(0, 4).mapToObj(sectors -> new Case(Fault.STOP, sectors, false)),
                Stream.of(new Case(Fault.STOP, 0, true), new Case(Fault.STOP, 3, true)));
    }

    static Stream<Case> failures() {
        return IntStream.range(0, 4)
                .boxed()
                .flatMap(sectors ->
                        Stream.of(new Case(Fault.FAIL, sectors, false), new Case(Fault.FAIL, sectors, true)));
    }

    static Stream<Case> breakdowns() {
        return Stream.of(
                new Case(Fault.BREAK, 0, false),
                new Case(Fault.BREAK, 1, false),
                new Case(Fault.BREAK, 0, true),
                new Case(Fault.BREAK, 1, true),
                new Case(Fault.BREAK, 3, true));
    }

    private void newFleet() throws IOException {
        fleets++;
        Path fleet = Files.createDirectory(folder.resolve("fleet-" + fleets));
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
            for (int at : CHANGED[i]) {
                changed = changed.with(at, Bytes.of(window.u8(at) ^ 0xff));
            }
            before.add(old);
            after.add(old.with(0, changed));
            writes.add(new PlannedWrite(
                    new ImageReference(image),
                    FileStatus.ofRegular(image),
                    TrailingLink.REFUSED,
                    SectorWrite.between(window, changed, HeaderCodec.mark(window)),
                    new UndoTerms(UndoClass.ANYTIME, false)));
        }
    }

    /** Writes all images; answers with what came of them, or nothing where the machine stopped. */
    private List<WriteOutcome> write(FaultyDisk disk) throws IOException {
        try (RunJournal journal = new RunJournal(runs.state(), runs.metadata())) {
            List<WriteOutcome> outcomes = new ImageWriter(journal, disk).write(writes);
            journal.end();
            return outcomes;
        } catch (FaultyDisk.Stopped stopped) {
            return List.of();
        } finally {
            disk.closeAll();
        }
    }

    private static FaultyDisk sound() {
        return new FaultyDisk(Fault.FAIL, Integer.MAX_VALUE, 0, false);
    }

    /** How many calls there are where nothing goes wrong. */
    private int calls() throws IOException {
        newFleet();
        FaultyDisk disk = sound();
        assertThat(write(disk)).hasSize(IMAGES).allMatch(WriteOutcome.Applied.class::isInstance);
        for (int i = 0; i < IMAGES; i++) {
            assertThat(content(i)).isEqualTo(after.get(i));
        }
        return disk.calls();
    }

    private Bytes content(int image) {
        return FileState.content(writes.get(image).image().path());
    }

    private void assertOldNewOrMarked() {
        for (int i = 0; i < IMAGES; i++) {
            if (!HeaderCodec.isMarked(content(i))) {
                assertThat(content(i)).isIn(before.get(i), after.get(i));
            }
        }
    }

    private void recoverToOldOrNew() throws IOException {
        assertThat(runs.recover())
                .extracting(ImageResult::status)
                .isSubsetOf(Status.NOT_BEGUN, Status.DONE, Status.RESTORED);
        assertThat(runs.last().summary().unresolved()).isZero();
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

    @Test
    void eachPhaseIsSyncedForAllImagesBeforeTheNext() throws IOException {
        // Each is opened, asked for its status, locked twice, read, read back, asked for its times and closed; between
        // that
        // come one phase of two calls, or three.
        assertThat(calls()).isEqualTo(IMAGES * 8 + 2 * (1 + 3 + 3));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("stops")
    void whereverTheMachineStopsRecoveryLeavesOldOrNew(Case how) throws IOException {
        int calls = calls();
        for (int at = 1; at <= calls; at++) {
            newFleet();

            assertThat(write(new FaultyDisk(how.fault, at, how.sectorsThrough, how.keepsBack)))
                    .isEmpty();

            assertOldNewOrMarked();
            recoverToOldOrNew();
            assertThat(write(sound()))
                    .allMatch(outcome ->
                            outcome instanceof WriteOutcome.Applied || outcome instanceof WriteOutcome.Unchanged);
            for (int i = 0; i < IMAGES; i++) {
                assertThat(content(i)).isEqualTo(after.get(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverCallFailsTheOldHeaderIsBackAndTheOthersAreWritten(Case how) throws IOException {
        int calls = calls();
        for (int at = 1; at <= calls; at++) {
            newFleet();
            FaultyDisk disk = new FaultyDisk(how.fault, at, how.sectorsThrough, how.keepsBack);

            List<WriteOutcome> outcomes = write(disk);

            assertThat(disk.isFaulty()).isTrue();
            assertThat(outcomes).hasSize(IMAGES);
            // Where closing fails, or asking for the times of what is written, that is no failure.
            assertThat(outcomes.stream()
                            .filter(WriteOutcome.Failed.class::isInstance)
                            .count())
                    .isLessThanOrEqualTo(1);
            for (int i = 0; i < IMAGES; i++) {
                if (outcomes.get(i) instanceof WriteOutcome.Failed of) {
                    assertThat(of.problem().message())
                            .contains("Input/output error")
                            .containsAnyOf("nothing was written", "cannot be opened", "the old one was restored");
                    assertThat(content(i)).isEqualTo(before.get(i));
                } else {
                    assertThat(outcomes.get(i)).isInstanceOf(WriteOutcome.Applied.class);
                    assertThat(content(i)).isEqualTo(after.get(i));
                }
            }
            assertThat(runs.recover()).isEmpty();
            recoverToOldOrNew();
        }
    }

    @ParameterizedTest
    @MethodSource("breakdowns")
    void whereNothingWorksAnyMoreTheImageStaysMarkedUntilItIsRecovered(Case how) throws IOException {
        int calls = calls();
        int marked = 0;
        for (int at = 1; at <= calls; at++) {
            newFleet();

            List<WriteOutcome> outcomes = write(new FaultyDisk(how.fault, at, how.sectorsThrough, how.keepsBack));

            assertThat(outcomes).hasSize(IMAGES);
            assertOldNewOrMarked();
            for (int i = 0; i < IMAGES; i++) {
                if (HeaderCodec.isMarked(content(i))) {
                    marked++;
                    assertThat(((WriteOutcome.Failed) outcomes.get(i)).problem().message())
                            .contains("run 'cowhand recover'");
                }
            }
            recoverToOldOrNew();
        }
        assertThat(marked).isPositive();
    }
}
