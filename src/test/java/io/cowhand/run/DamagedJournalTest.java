package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.journal.Journal;
import io.cowhand.os.MountPolicy;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Journals of a run that was cut off while an image was half written, damaged in every way that one bit or a wrong end can.
 */
@Tag("slow")
@Timeout(300)
class DamagedJournalTest {

    private static final int WINDOW = 4096;
    /** In memory, as it is made whole again some ten thousand times. */
    private static final Path MEMORY = Path.of("/dev/shm");

    /** Of what lies behind the records one bit in so many is flipped; the parity lets each be met. */
    private static final int STEP_IN_ZEROS = 61;

    private Path folder;
    private Journaled runs;
    private Path image;
    private Bytes before;
    private byte[] marked;
    private byte[] journal;
    private RandomAccessFile journalFile;

    @BeforeEach
    void cutOffWhileAnImageIsHalfWritten() throws IOException {
        folder = Files.createTempDirectory(Files.isDirectory(MEMORY) ? MEMORY : Path.of("."), "cowhand-test");
        runs = new Journaled(folder);
        byte[] content = new byte[2 * WINDOW];
        new Random(5).nextBytes(content);
        image = Files.write(folder.resolve("a.qcow2"), content);
        before = FileState.content(image);
        Bytes window = before.slice(0, WINDOW);
        SectorWrite writes = SectorWrite.between(
                window, window.with(9, Bytes.of(1, 2)).with(700, Bytes.of(3, 4)), HeaderCodec.mark(window));
        try (Journal open = runs.state().begin(runs.metadata())) {
            open.recordIntents(
                    List.of(Journaled.write("a.qcow2", image, writes, new UndoTerms(UndoClass.ANYTIME, false))));
        }
        marked = content.clone();
        writes.change().marked().asBuffer().get(marked, 0, 512);
        writes.change().after().asBuffer().slice(512, 512).get(marked, 512, 512);
        journal = Files.readAllBytes(runs.last().file());
        journalFile = new RandomAccessFile(runs.last().file().toFile(), "rw");
    }

    @AfterEach
    void remove() throws IOException {
        journalFile.close();
        FileUtils.deleteDirectory(folder.toFile());
    }

    /** Recovers with a journal as it is, and says whether the image is old again. */
    private boolean recover(String how) throws IOException {
        Files.write(image, marked);
        byte[] found = Files.readAllBytes(runs.last().file());
        List<ImageResult> results = new ArrayList<>();

        RecoveryRun.Result recovery = new RecoveryRun(runs.state(), MountPolicy.TRUSTED, results::add).run();

        byte[] content = Files.readAllBytes(image);
        boolean isOld = FileState.content(image).equals(before);
        assertThat(isOld || Arrays.equals(content, marked)).as(how).isTrue();
        boolean isSilent = recovery.journalProblems().isEmpty()
                && results.stream().allMatch(result -> result.status().weight() == Status.Weight.FINE);
        assertThat(isOld || !isSilent).as("%s: silent", how).isTrue();
        if (!recovery.journalProblems().isEmpty()) {
            assertThat(Files.readAllBytes(runs.last().file())).as(how).isEqualTo(found);
            recovery = new RecoveryRun(runs.state(), MountPolicy.TRUSTED, result -> {}).run();
            assertThat(recovery.journalProblems()).as("%s: every time", how).isNotEmpty();
        }
        return isOld;
    }

    private void restoreJournal() throws IOException {
        journalFile.setLength(0);
        journalFile.seek(0);
        journalFile.write(journal);
    }

    @Test
    void noFlippedBitMakesAWrongByteOrASilentSuccess() throws IOException {
        int records = journal.length;
        while (journal[records - 1] == 0) {
            records--;
        }
        int old = 0;
        for (int bit = 0; bit < 8 * journal.length; bit += bit < 8 * records ? 1 : STEP_IN_ZEROS) {
            journalFile.seek(bit / 8);
            journalFile.write(journal[bit / 8] ^ 1 << bit % 8);
            old += recover("bit " + bit) ? 1 : 0;
            journalFile.seek(bit / 8);
            journalFile.write(journal[bit / 8]);
        }
        // Where the intent itself is whole, what it says is done.
        assertThat(old).isPositive();
        assertThat(recover("as it was")).isTrue();
    }

    @Test
    void noTruncationMakesAWrongByteOrASilentSuccess() throws IOException {
        for (int length = 0; length < journal.length; length += length < 8192 ? 1 : 37) {
            journalFile.setLength(length);
            recover(length + " bytes");
            restoreJournal();
        }
    }
}
