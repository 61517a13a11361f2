package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.apply.Recovery.Finding;
import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.journal.Journal;
import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.RecordedRun;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.MountPolicy;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.LockHolder;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The table of what an image may hold after a crash; of the first four sectors, sectors 0, 1 and 3 were to be written. */
@Timeout(60)
class RecoveryTest {

    private static final int WINDOW = 4096;
    private static final int SECTORS = 4;

    private static final UndoTerms UNDO = new UndoTerms(UndoClass.UNTOUCHED, false);

    @TempDir
    Path folder;

    private Journaled runs;
    private Path image;
    private Bytes before;
    private SectorWrite writes;

    /** Starts a run that is interrupted after recording its intent. */
    @BeforeEach
    void cutOff() throws IOException {
        byte[] content = new byte[3 * WINDOW];
        new Random(7).nextBytes(content);
        image = Files.write(folder.resolve("a.qcow2"), content);
        before = FileState.content(image);
        Bytes window = before.slice(0, WINDOW);
        Bytes after = window;
        for (int at : new int[] {100, 600, 1600}) {
            after = after.with(at, Bytes.of(window.u8(at) ^ 0xff));
        }
        writes = SectorWrite.between(window, after, HeaderCodec.mark(window));
        assertThat(writes.change().end()).isEqualTo(512 * SECTORS);
        runs = new Journaled(folder);
        nextRun();
    }

    /** Starts another run with the same intent, interrupted as well. */
    private void nextRun() throws IOException {
        try (Journal journal = runs.state().begin(runs.metadata())) {
            journal.recordIntents(List.of(Journaled.write("a.qcow2", image, writes, UNDO)));
        }
    }

    private Finding recover() throws IOException {
        try (Journal journal = runs.last().journals().get(0).resume().orElseThrow()) {
            List<Recovery.Recovered> found = new ArrayList<>();
            new Recovery(MountPolicy.TRUSTED, LinuxCalls.KERNEL, HeaderCodec::isMarked)
                    .recover(journal, () -> false, found::add);
            assertThat(found).hasSize(1);
            return found.get(0).result().finding();
        }
    }

    @Test
    void aStoppedRecoveryLeavesImagesUnresolved() throws IOException {
        try (Journal journal = runs.last().journals().get(0).resume().orElseThrow()) {
            new Recovery(MountPolicy.TRUSTED, LinuxCalls.KERNEL, HeaderCodec::isMarked)
                    .recover(journal, () -> true, found -> {
                        throw new AssertionError("nothing is examined");
                    });
        }
        assertThat(summary().unresolved()).isEqualTo(1);
    }

    private JournalSummary summary() throws IOException {
        return runs.last().summary();
    }

    /** The file with the new bytes in some of the sectors, as a bit mask. */
    private Bytes with(int newSectors) {
        Bytes content = before;
        for (int sector = 0; sector < SECTORS; sector++) {
            if ((newSectors >> sector & 1) != 0) {
                content = content.with(512 * sector, writes.change().after().slice(512 * sector, 512 * sector + 512));
            }
        }
        return content;
    }

    /** The same with the mark. */
    private Bytes markedWith(int newSectors) {
        return with(newSectors).with(0, writes.change().marked());
    }

    private void hold(Bytes content) throws IOException {
        byte[] bytes = new byte[content.length()];
        content.asBuffer().get(bytes);
        Files.write(image, bytes);
    }

    @Test
    void aMarkedHeaderOfOldAndNewSectorsBecomesTheOldOne() throws IOException {
        for (int written = 0; written < 1 << SECTORS; written += 2) {
            hold(markedWith(written));

            assertThat(recover()).isEqualTo(Finding.RESTORED);

            assertThat(FileState.content(image)).isEqualTo(before);
            assertThat(summary().unresolved()).isZero();
            nextRun();
        }
    }

    @Test
    void aHeaderWithoutTheMarkIsLeftAsItIsWhateverItHolds() throws IOException {
        for (int written = 0; written < 1 << SECTORS; written++) {
            Bytes content = with(written);
            hold(content);
            FileState found = FileState.aged(image);

            Finding finding = recover();

            boolean isOld = content.equals(before);
            boolean isNew = content.slice(0, WINDOW).equals(writes.result());
            Finding expected = isOld ? Finding.NOT_BEGUN : isNew ? Finding.DONE : Finding.CHANGED_SINCE;
            assertThat(finding).isEqualTo(expected);
            assertThat(FileState.of(image)).isEqualTo(found);
            assertThat(summary().unresolved()).isZero();
            nextRun();
        }
    }

    @Test
    void aMarkThatTheIntentDoesNotExplainIsAConflictAndLeftAlone() throws IOException {
        for (int at : new int[] {8, 511, 700, 512 * SECTORS - 1, 512 * SECTORS, WINDOW - 1}) {
            for (int written : new int[] {0, 2, 10, 14}) {
                Bytes foreign = markedWith(written);
                hold(foreign.with(at, Bytes.of(foreign.u8(at) ^ 0x55)));
                FileState found = FileState.aged(image);

                assertThat(recover()).as("byte %d", at).isEqualTo(Finding.CONFLICT);

                assertThat(FileState.of(image)).isEqualTo(found);
                assertThat(summary().unresolved()).isEqualTo(1);
            }
        }
        hold(before);
        assertThat(recover()).as("looked at again").isEqualTo(Finding.NOT_BEGUN);
        assertThat(summary().unresolved()).isZero();
    }

    @Test
    void guestDataIsNoMatter() throws IOException {
        Bytes content = markedWith(2).with(WINDOW, Bytes.of(before.u8(WINDOW) ^ 1));
        hold(content);

        assertThat(recover()).isEqualTo(Finding.RESTORED);

        assertThat(FileState.content(image).slice(WINDOW, content.length()))
                .isEqualTo(content.slice(WINDOW, content.length()));
    }

    @Test
    void aChangeOfOneSectorIsNeverPutBack() throws IOException {
        Bytes window = before.slice(0, WINDOW);
        writes = SectorWrite.between(window, window.with(100, Bytes.of(window.u8(100) ^ 1)), HeaderCodec.mark(window));
        nextRun();
        hold(before.with(0, HeaderCodec.mark(before)));
        FileState found = FileState.aged(image);

        assertThat(recover()).isEqualTo(Finding.CONFLICT);

        assertThat(FileState.of(image)).isEqualTo(found);
    }

    @Test
    void anImageThatIsNotThereStaysUnresolvedUntilItIsBack() throws IOException {
        Path away = Files.move(image, folder.resolve("away"));
        assertThat(recover()).isEqualTo(Finding.UNRESOLVED);
        assertThat(summary().unresolved()).isEqualTo(1);

        Files.move(away, image);
        hold(markedWith(2));
        assertThat(recover()).isEqualTo(Finding.RESTORED);
        assertThat(summary().unresolved()).isZero();
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() throws Exception {
        Files.delete(image);
        assertThat(new ProcessBuilder("mkfifo", image.toString()).start().waitFor())
                .isZero();
        assertThat(recover()).isEqualTo(Finding.UNRESOLVED);

        Path other = Files.write(folder.resolve("other"), new byte[4096]);
        hold(other, markedWith(2));
        Files.delete(image);
        Files.createSymbolicLink(image, other);
        FileState found = FileState.of(other);
        assertThat(recover()).as("a link that was not there").isEqualTo(Finding.UNRESOLVED);
        assertThat(FileState.of(other)).isEqualTo(found);
    }

    private static void hold(Path file, Bytes content) throws IOException {
        byte[] bytes = new byte[content.length()];
        content.asBuffer().get(bytes);
        Files.write(file, bytes);
    }

    @Test
    void anImageThatIsCutShortIsLeftAlone() throws IOException {
        hold(before.slice(0, 600));
        assertThat(recover()).isEqualTo(Finding.CHANGED_SINCE);

        nextRun();
        hold(markedWith(2).slice(0, 600));
        assertThat(recover()).isEqualTo(Finding.CONFLICT);
        assertThat(FileState.content(image)).isEqualTo(markedWith(2).slice(0, 600));

        hold(Bytes.EMPTY);
        assertThat(recover()).isEqualTo(Finding.CHANGED_SINCE);
    }

    @Test
    void aLockedImageStaysUnresolved() throws IOException {
        hold(markedWith(2));
        try (LockHolder holder = LockHolder.start(image)) {
            holder.lock(101);

            assertThat(recover()).isEqualTo(Finding.UNRESOLVED);
            assertThat(FileState.content(image)).isEqualTo(markedWith(2));
        }
        assertThat(recover()).isEqualTo(Finding.RESTORED);
    }

    @Test
    void anImageThatIsGivenUpIsOpenNoMore() throws IOException {
        RecordedRun run = runs.last();
        Files.delete(image);
        try (Journal journal = run.journals().get(0).resume().orElseThrow()) {
            assertThat(Recovery.unresolved(journal, "b.qcow2")).isEmpty();
            assertThat(Recovery.unresolved(journal, "a.qcow2")).hasSize(1);
            Recovery.forget(journal, Recovery.unresolved(journal, "a.qcow2"));
            assertThat(Recovery.unresolved(journal, "a.qcow2")).isEmpty();
        }
        assertThat(summary().unresolved()).isZero();
    }

    @Test
    void whatWasRecoveredAsWrittenIsNotKnownToBeUntouched() throws IOException {
        hold(with((1 << SECTORS) - 1));
        assertThat(recover()).isEqualTo(Finding.DONE);

        assertThat(runs.rollback(runs.last()).status().label()).isEqualTo("conflict");
        assertThat(FileState.content(image)).isEqualTo(with((1 << SECTORS) - 1));
    }

    /** A crash while the old sectors are being restored leaves an image that the next recovery can restore. */
    @Test
    void aRecoveryThatIsCutOffIsRecovered() throws IOException {
        SectorChange change = writes.change();
        for (int calls = 1; calls < 24; calls++) {
            hold(markedWith(14));
            FaultyDisk disk = new FaultyDisk(FaultyDisk.Fault.STOP, calls, 1, false);
            try (Journal journal = runs.last().journals().get(0).resume().orElseThrow()) {
                new Recovery(MountPolicy.TRUSTED, disk, HeaderCodec::isMarked)
                        .recover(journal, () -> false, found -> {});
            } catch (FaultyDisk.Stopped stopped) {
                Bytes content = FileState.content(image);
                assertThat(content.equals(before) || change.isHalfWritten(change.of(content)))
                        .isTrue();
            } finally {
                disk.closeAll();
            }
            if (summary().unresolved() > 0) {
                assertThat(recover()).isIn(Finding.RESTORED, Finding.NOT_BEGUN);
            }
            assertThat(FileState.content(image)).isEqualTo(before);
            nextRun();
        }
    }
}
