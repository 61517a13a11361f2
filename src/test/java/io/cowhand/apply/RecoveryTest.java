package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.UndoClass;
import io.cowhand.bytes.WriteSet;
import io.cowhand.journal.Glance;
import io.cowhand.journal.Journal;
import io.cowhand.journal.RecordedRun;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.LockHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of what an image may hold after a crash; three sectors of a window of eight were to be written. */
class RecoveryTest {

    private static final int WINDOW = 4096;
    private static final int FROM = 2 * 512;
    private static final int SECTORS = 3;

    @TempDir
    Path folder;

    private Journaled runs;
    private Path image;
    private Bytes before;
    private WriteSet writes;

    /** A run that is cut off when it has noted its intent. */
    @BeforeEach
    void cutOff() throws IOException {
        byte[] content = new byte[3 * WINDOW];
        new Random(7).nextBytes(content);
        image = Files.write(folder.resolve("a.qcow2"), content);
        before = FileState.content(image);
        Bytes window = before.slice(0, WINDOW);
        Bytes after = window;
        for (int sector = 0; sector < SECTORS; sector++) {
            int at = FROM + 512 * sector + 5;
            after = after.with(at, Bytes.of(window.u8(at) ^ 0xff));
        }
        writes = WriteSet.between(window, after, UndoClass.UNTOUCHED, false);
        assertThat(writes.offset()).isEqualTo(FROM);
        assertThat(writes.replacement().length()).isEqualTo(512 * SECTORS);
        runs = new Journaled(folder);
        try (Journal journal = runs.state().begin(runs.head())) {
            journal.intend(List.of(new Journal.Write("a.qcow2", image.toUri().toString(), writes)));
        }
    }

    private Recovery.Finding recover() throws IOException {
        try (Journal journal = runs.last().resume().orElseThrow()) {
            List<Recovery.Found> found = Recovery.recover(journal, LocalLocks.TRUSTED);
            assertThat(found).hasSize(1);
            return found.get(0).finding();
        }
    }

    private Glance glance() throws IOException {
        return runs.last().glance();
    }

    /** The file with the new bytes in some of the sectors, as a bit mask. */
    private Bytes with(int newSectors) {
        Bytes content = before;
        for (int sector = 0; sector < SECTORS; sector++) {
            if ((newSectors >> sector & 1) != 0) {
                content =
                        content.with(FROM + 512 * sector, writes.replacement().slice(512 * sector, 512 * sector + 512));
            }
        }
        return content;
    }

    private void hold(Bytes content) throws IOException {
        byte[] bytes = new byte[content.length()];
        content.asBuffer().get(bytes);
        Files.write(image, bytes);
    }

    @Test
    void whateverSectorsWereWrittenTheHeaderIsOldOrNewAfterwards() throws IOException {
        for (int written = 0; written < 1 << SECTORS; written++) {
            hold(with(written));

            Recovery.Finding finding = recover();

            if (written == 0) {
                assertThat(finding).isInstanceOf(Recovery.NotBegun.class);
            } else if (written == (1 << SECTORS) - 1) {
                assertThat(finding).isInstanceOf(Recovery.Done.class);
                assertThat(FileState.content(image)).isEqualTo(with(written));
            } else {
                assertThat(finding).isInstanceOf(Recovery.PutBack.class);
            }
            if (written != (1 << SECTORS) - 1) {
                assertThat(FileState.content(image)).isEqualTo(before);
            }
            assertThat(glance().unresolved()).isZero();
            nextRun();
        }
    }

    /** The same intent in a run of its own, cut off as well. */
    private void nextRun() throws IOException {
        try (Journal journal = runs.state().begin(runs.head())) {
            journal.intend(List.of(new Journal.Write("a.qcow2", image.toUri().toString(), writes)));
        }
    }

    @Test
    void aSectorThatIsNeitherOldNorNewIsAConflictAndLeftAlone() throws IOException {
        for (int at : new int[] {FROM, FROM + 700, FROM + 512 * SECTORS - 1}) {
            for (int written : new int[] {0, 1, 5, 7}) {
                Bytes foreign = with(written);
                hold(foreign.with(at, Bytes.of(foreign.u8(at) ^ 0x55)));
                FileState found = FileState.aged(image);

                assertThat(recover()).isInstanceOf(Recovery.Conflict.class);

                assertThat(FileState.of(image)).isEqualTo(found);
                assertThat(glance().unresolved()).isEqualTo(1);
            }
        }
        hold(before);
        assertThat(recover()).as("looked at again").isInstanceOf(Recovery.NotBegun.class);
        assertThat(glance().unresolved()).isZero();
    }

    @Test
    void aTornHeaderIsLeftAloneWhereTheRestOfTheWindowChanged() throws IOException {
        for (int at : new int[] {0, FROM - 1, FROM + 512 * SECTORS, WINDOW - 1}) {
            hold(with(1).with(at, Bytes.of(before.u8(at) ^ 1)));
            FileState found = FileState.aged(image);

            assertThat(recover()).isInstanceOf(Recovery.Conflict.class);

            assertThat(FileState.of(image)).isEqualTo(found);
        }
        hold(with(1).with(WINDOW, Bytes.of(before.u8(WINDOW) ^ 1)));
        assertThat(recover()).as("guest data is no matter").isInstanceOf(Recovery.PutBack.class);
    }

    @Test
    void anImageThatIsNotThereStaysUnresolvedUntilItIsBack() throws IOException {
        Path away = Files.move(image, folder.resolve("away"));
        assertThat(recover()).isInstanceOf(Recovery.Unresolved.class);
        assertThat(glance().unresolved()).isEqualTo(1);

        Files.move(away, image);
        hold(with(2));
        assertThat(recover()).isInstanceOf(Recovery.PutBack.class);
        assertThat(glance().unresolved()).isZero();
    }

    @Test
    void anImageThatIsCutShortIsAConflict() throws IOException {
        hold(before.slice(0, FROM + 600));

        assertThat(recover()).isInstanceOf(Recovery.Conflict.class);
    }

    @Test
    void aLockedImageStaysUnresolved() throws IOException {
        hold(with(1));
        try (LockHolder holder = LockHolder.start(image)) {
            holder.lock(101);

            assertThat(recover()).isInstanceOf(Recovery.Unresolved.class);
            assertThat(FileState.content(image)).isEqualTo(with(1));
        }
        assertThat(recover()).isInstanceOf(Recovery.PutBack.class);
    }

    @Test
    void anImageThatIsGivenUpIsOpenNoMore() throws IOException {
        RecordedRun run = runs.last();
        Files.delete(image);
        try (Journal journal = run.resume().orElseThrow()) {
            assertThat(Recovery.open(journal, "b.qcow2")).isEmpty();
            assertThat(Recovery.open(journal, "a.qcow2")).hasSize(1);
            Recovery.forget(journal, Recovery.open(journal, "a.qcow2"));
            assertThat(Recovery.open(journal, "a.qcow2")).isEmpty();
        }
        assertThat(glance().unresolved()).isZero();
    }

    @Test
    void whatWasRecoveredAsWrittenIsNotKnownToBeUntouched() throws IOException {
        hold(with(7));
        assertThat(recover()).isInstanceOf(Recovery.Done.class);

        assertThat(runs.rollback(runs.last()).status().label()).isEqualTo("conflict");
        assertThat(FileState.content(image)).isEqualTo(with(7));
    }
}
