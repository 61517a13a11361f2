package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.image.ImageReference;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.testing.FileState;
import io.cowhand.testing.LockHolder;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes another program may have locked, and which it may not. */
class LockedBytesTest {

    @TempDir
    static Path folder;

    private static Path image;
    private static LockHolder holder;

    @BeforeAll
    static void startAnotherProgram() throws IOException {
        image = Files.write(folder.resolve("image"), new byte[4096]);
        holder = LockHolder.start(image);
    }

    @AfterAll
    static void endIt() throws IOException {
        holder.close();
    }

    @ParameterizedTest(name = "byte {0}")
    @ValueSource(longs = {100, 101, 102, 103, 104, 200, 201, 202, 203, 204})
    void aSharedLockOnAnyByteOfQemuSKeepsTheImageFromBeingWritten(long at) throws IOException {
        holder.lock(at);
        FileState found = FileState.aged(image);
        assertThat(write()).isInstanceOf(WriteOutcome.Locked.class);
        assertThat(FileState.of(image)).isEqualTo(found);
    }

    @ParameterizedTest(name = "byte {0}")
    @ValueSource(longs = {99, 105, 199, 205, 4095, 1L << 40})
    void locksOnOtherBytesMeanNothing(long at) throws IOException {
        holder.lock(at);
        assertThat(write()).isInstanceOf(WriteOutcome.Applied.class);
    }

    /** Counts the file's first byte up. */
    private static WriteOutcome write() throws IOException {
        Bytes before = FileState.content(image);
        Bytes after = before.with(0, Bytes.of(before.u8(0) + 1));
        return new ImageWriter(WriteJournal.NONE)
                .write(new PlannedWrite(
                        new ImageReference(image),
                        FileStatus.ofRegular(image),
                        TrailingLink.REFUSED,
                        SectorWrite.between(before, after, Bytes.EMPTY),
                        new UndoTerms(UndoClass.ANYTIME, false)));
    }
}
