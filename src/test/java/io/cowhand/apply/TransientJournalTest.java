package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
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
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransientJournalTest {

    @TempDir
    private Path folder;

    private Journaled runs;
    private Path image;
    private Bytes before;

    @BeforeEach
    void make() throws IOException {
        runs = new Journaled(folder);
        byte[] content = new byte[4096];
        new Random(1).nextBytes(content);
        image = Files.write(folder.resolve("a.qcow2"), content);
        before = FileState.content(image);
    }

    private PlannedWrite write(int... changed) throws IOException {
        Bytes after = before;
        for (int at : changed) {
            after = after.with(at, Bytes.of(before.u8(at) ^ 1));
        }
        return new PlannedWrite(
                new ImageReference(image),
                FileStatus.ofRegular(image),
                TrailingLink.REFUSED,
                SectorWrite.between(before, after, HeaderCodec.mark(before)),
                new UndoTerms(UndoClass.UNTOUCHED, false));
    }

    private TransientJournal journal() {
        return new TransientJournal(runs.state(), runs::metadata);
    }

    @Test
    void nothingIsLeftOfIt() throws IOException {
        assertThat(new ImageWriter(journal()).write(write(9, 700))).isInstanceOf(WriteOutcome.Applied.class);

        assertThat(runs.state().runs()).isEmpty();
    }

    @Test
    void aWriteThatCannotBeHalfDoneNeedsNone() throws IOException {
        TransientJournal none = new TransientJournal(null, () -> {
            throw new AssertionError("no run begins");
        });

        assertThat(new ImageWriter(none).write(write(9, 10))).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void aCrashWhileTheHeaderIsHalfWrittenIsRecoveredFrom() throws IOException {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Fault.STOP, 8, 1, false);
        try (TransientJournal journal = journal()) {
            assertThatThrownBy(() -> new ImageWriter(journal, disk).write(write(9, 700)))
                    .isInstanceOf(FaultyDisk.Stopped.class);
        }
        disk.closeAll();
        assertThat(HeaderCodec.isMarked(FileState.content(image))).isTrue();

        assertThat(runs.state().runs()).hasSize(1);
        assertThat(runs.recover()).extracting(ImageResult::status).containsAnyOf(Status.RESTORED);

        assertThat(FileState.content(image)).isEqualTo(before);
    }
}
